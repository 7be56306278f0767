package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.util.OptionalLong;

/** Reads what servers of both generations tell where they refuse. Stateless. */
final class Refusal {
    private Refusal() {}

    static ConnectFailedException read(Packet.ConnectError packet, Socket socket) {
        if (packet.data().size() == 0) {
            return ConnectFailedException.refused("refused", args(socket, Arguments.empty()));
        }
        var tree = packet.data().tree(0);
        if (tree.isString()) {
            return ConnectFailedException.refused(tree.stringValue(), args(socket, Arguments.empty()));
        }
        var message = tree.path("message");
        if (!message.isString()) {
            // Servers of 2.x tell the data alone.
            return ConnectFailedException.refused("refused", args(socket, packet.data()));
        }
        var data = tree.get("data");
        var encoded = data == null ? Arguments.empty() : socket.encoding().snapshot(new Object[] {data});
        return ConnectFailedException.refused(message.stringValue(), args(socket, encoded));
    }

    /** Makes the event that an error is to a socket that is connected. */
    static Packet.Event event(Packet.ConnectError packet) {
        return new Packet.Event(packet.namespace(), "error", packet.data(), OptionalLong.empty());
    }

    private static Args args(Socket socket, Arguments arguments) {
        return socket.encoding().args(arguments);
    }
}
