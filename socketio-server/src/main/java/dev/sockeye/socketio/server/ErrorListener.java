package dev.sockeye.socketio.server;

/** Is told what goes wrong in the application's code. Called where it went wrong; must not block. */
@FunctionalInterface
public interface ErrorListener {
    /** Takes an error. */
    void onError(ServerError error);
}
