package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.EventRefusedException;

/** Lets look at the events of a socket before its handlers do, and hear what goes wrong with them. Any thread. */
public sealed interface SocketMiddlewares permits Socket {
    /** Adds a packet middleware behind those that are there. */
    default Socket use(PacketMiddleware middleware) {
        socket().watchers().addMiddleware(middleware);
        return socket();
    }

    /** Adds a packet middleware that decides at once: it throws an {@link EventRefusedException} to refuse. */
    default Socket use(PacketMiddleware.Check check) {
        return use(PacketChain.deciding(check));
    }

    /** Adds a packet middleware that decides later, by the outcome of the stage that it returns. */
    default Socket useAsync(PacketMiddleware.Async check) {
        return use(PacketChain.decidingLater(check));
    }

    /**
     * Names who is told what goes wrong for this socket: packets that can't be decoded (the connection is then closed),
     * events that are refused or whose arguments do not fit, failing handlers and middlewares. Called on the handler
     * executor, beside the server's error hook and before it. May be called repeatedly.
     */
    default Socket onError(ErrorListener listener) {
        socket().watchers().addErrorListener(listener);
        return socket();
    }

    private Socket socket() {
        return (Socket) this;
    }
}
