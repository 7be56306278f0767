package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import java.util.List;

/** Is what a socket is sent, on its way to the lane. */
final class Sending extends LaneOutbox.Entry {
    // Counted for each message besides its data.
    private static final int BOOKKEEPING = 64;

    private final Socket socket;
    private final List<Message> messages;
    private final SlowReceiverPolicy.Fate fate;
    private final long bytes;

    Sending(Socket socket, List<Message> messages, SlowReceiverPolicy.Fate fate) {
        this.socket = socket;
        this.messages = messages;
        this.fate = fate;
        bytes = bytes(messages);
    }

    /** Returns how much messages weigh while they wait. */
    static long bytes(List<Message> messages) {
        var bytes = 0L;
        for (var i = 0; i < messages.size(); i++) {
            bytes += messages.get(i).data().length() + BOOKKEEPING;
        }
        return bytes;
    }

    /** Sets out. Any thread. */
    void begin() {
        var connection = socket.connection();
        if (!connection.backlog().approach(bytes, fate)) {
            return;
        }
        connection.outbox().post(this);
    }

    @Override
    void run() {
        try {
            socket.connection().write(socket, messages, fate);
        } finally {
            socket.connection().backlog().arrived(bytes);
        }
    }
}
