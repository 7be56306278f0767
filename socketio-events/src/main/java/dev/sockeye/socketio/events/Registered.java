package dev.sockeye.socketio.events;

/** Is a handler that stands for what the application registered. */
public interface Registered {
    /** Tells whether it stands for that. */
    boolean registeredAs(Object handler);
}
