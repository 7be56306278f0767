package dev.sockeye.socketio.server;

/**
 * Keeps a client from making work faster than the handlers of its connection do it: then it is not read from. Confined to
 * the lane, but for the static {@link #resume}.
 */
final class Reading {
    private final Connection connection;
    // For how many reasons nothing is read.
    private int paused;
    // Sockets that the client has left, and whose handlers are yet to be told.
    private int parting;

    Reading(Connection connection) {
        this.connection = connection;
    }

    /** Stops until {@link #resume} is called as often. */
    void pause() {
        if (paused++ == 0) {
            connection.session().reading(false);
        }
    }

    /** Goes on when the handlers have caught up. Any thread. */
    static void resume(Connection connection) {
        connection.outbox().post(LaneOutbox.entry(() -> connection.reading().resume()));
    }

    private void resume() {
        if (--paused == 0 && !connection.closed()) {
            connection.session().reading(true);
        }
    }

    /** Counts a socket that the client has left, until its handlers know: by coming and going it could make any number. */
    void follow(Socket socket) {
        if (++parting == most()) {
            pause();
        }
        socket.mailbox().add(() -> connection.outbox().postLater(LaneOutbox.entry(this::parted)));
        socket.mailbox().wake();
    }

    private void parted() {
        if (parting-- == most()) {
            resume(connection);
        }
    }

    private int most() {
        return connection.server().options().limits().namespacesPerConnection();
    }
}
