package dev.sockeye.socketio.server;

/** Is a handler of the server's own that has to know for whom and what it is called. */
interface SocketHandler extends EventHandler {
    /** Handles an event. */
    void handle(Socket socket, String event, Args args, Ack ack) throws Exception;

    @Override
    default void handle(Args args, Ack ack) {
        throw new UnsupportedOperationException("called without its socket");
    }
}
