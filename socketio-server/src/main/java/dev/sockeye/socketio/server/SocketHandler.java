package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.EventHandler;

/** Is a handler of the server's own that has to know for whom and what it is called. */
interface SocketHandler extends EventHandler {
    /** Handles an event. */
    void handle(Socket socket, String event, Args args, Ack ack) throws Exception;

    @Override
    default void handle(Args args, Ack ack) {
        throw new UnsupportedOperationException("called without its socket");
    }
}
