package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Says on which side of the CONNECT the client gets what it missed. The official server puts it before, and official
 * clients keep it until the CONNECT comes, even beyond the end of the connection: one that is cut between the two keeps what
 * it got, asks for it again, and then handles it twice. So only what arrives together with the CONNECT goes before it; of
 * what comes behind it a client notes each event as it gets it.
 */
final class Missed {
    // One write of the host, and one segment or few of the network.
    private static final int TOGETHER = 16 * 1024;

    private Missed() {}

    static boolean arrivesWhole(List<Message> missed) {
        var bytes = 0;
        for (var message : missed) {
            bytes += message.data().length();
            if (bytes > TOGETHER) {
                return false;
            }
        }
        return true;
    }

    static List<List<Message>> before(List<List<Message>> held, List<Message> missed) {
        var all = new ArrayList<List<Message>>(held.size() + 1);
        all.add(missed);
        all.addAll(held);
        return all;
    }
}
