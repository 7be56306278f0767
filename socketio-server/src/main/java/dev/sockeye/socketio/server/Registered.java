package dev.sockeye.socketio.server;

/** Is a handler that stands for what the application registered. */
interface Registered {
    /** Tells whether it stands for that. */
    boolean registeredAs(Object handler);
}
