package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import java.util.List;

/** Connects sockets whose middlewares have said yes. Has no state; on the lane. */
final class Admission {
    private Admission() {}

    /** Connects a socket: what it was sent before follows the packet that tells the client. */
    static void admit(Socket socket, List<Message> told, List<List<Message>> held) {
        var connection = socket.connection();
        var server = connection.server();
        var session = connection.session();
        assert connection.lane().inLane();
        session.send(told);
        connection.sockets().add(socket);
        // Before anybody can see that it is connected, from when on joining and leaving take effect at once.
        try {
            socket.membership().enter();
        } catch (RuntimeException e) {
            server.error(ServerError.Kind.ADAPTER, e, socket, null);
        }
        socket.departure().connect();
        server.arrived();
        var continuity = socket.continuity();
        if (continuity == null) {
            socket.namespace().add(socket);
        }
        for (var i = 0; i < held.size(); i++) {
            session.send(held.get(i));
        }
        if (continuity != null) {
            // It was made a member when it was found out what it missed.
            continuity.open(socket);
        }
        if (server.listeners().any()) {
            server.listeners().tell(listener -> listener.socketConnected(socket));
        }
        handOver(socket);
    }

    /** Has the application's handlers of the connection run. */
    private static void handOver(Socket socket) {
        var mailbox = socket.mailbox();
        mailbox.add(() -> {
            if (!mailbox.rejected()) {
                socket.namespace().connected(socket);
            }
        });
        // Not at once, even where handlers run on the lane: the answer that is being made goes first.
        socket.connection().outbox().postLater(LaneOutbox.entry(mailbox::wake));
    }
}
