package dev.sockeye.socketio.server;

/** Is the wish to take a client off a namespace, or off all, on its way to the lane. */
final class Expulsion extends LaneOutbox.Entry {
    private final Socket socket;
    private final boolean all;

    Expulsion(Socket socket, boolean all) {
        this.socket = socket;
        this.all = all;
    }

    /** Sets out. Any thread. */
    void begin() {
        socket.connection().outbox().post(this);
    }

    @Override
    void run() {
        var connection = socket.connection();
        if (all) {
            connection.sockets().all().forEach(one -> expel(connection, one));
            connection.close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
        } else {
            expel(connection, socket);
        }
    }

    private static void expel(Connection connection, Socket socket) {
        if (connection.sockets().remove(socket)) {
            connection.session().send(socket.departure().farewell());
            connection.sockets().noteLeft(socket);
            socket.mailbox().discardEvents();
            connection.end(socket, DisconnectReason.SERVER_NAMESPACE_DISCONNECT, null);
            connection.joining().expectOne();
        }
    }
}
