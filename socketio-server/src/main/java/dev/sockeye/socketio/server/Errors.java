package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.BindingException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is the one place that hears what goes wrong in the application's code. Thread-safe. */
final class Errors {
    private static final Logger log = LoggerFactory.getLogger(SocketIoServer.class);
    private static final Answer BINDING_ANSWER =
            new Answer(new Problem("invalid_argument", "An argument is missing or of the wrong type"));

    private final List<ErrorListener> listeners = new CopyOnWriteArrayList<>();

    /** Is what an event is answered with whose arguments do not fit. */
    record Answer(Problem error) {}

    /** Is the same in words that tell nothing of the application. */
    record Problem(String code, String message) {}

    void add(ErrorListener listener) {
        listeners.add(listener);
    }

    /** Tells of an error, of which somebody else may have heard already. */
    void tell(ServerError error, boolean heard) {
        if (listeners.isEmpty() && !heard) {
            log(error);
        }
        tell(listeners, error);
    }

    static void tell(List<ErrorListener> listeners, ServerError error) {
        for (var listener : listeners) {
            try {
                listener.onError(error);
            } catch (Throwable e) {
                // Whoever tells of an error has others to look after.
                log.warn("an error listener failed", e);
            }
        }
    }

    /** Takes note of what was turned away because the server is closed. */
    static void tooLate(Throwable cause) {
        log.debug("the server is closed", cause);
    }

    private static void log(ServerError error) {
        switch (error.kind()) {
            // The client's fault.
            case BINDING -> log.debug("an argument could not be bound", error.cause());
            case REFUSED -> log.debug("an event was refused", error.cause());
            case DECODING -> log.debug("a packet could not be decoded", error.cause());
            case OVERLOAD -> log.warn(error.cause().getMessage());
            default -> log.warn("{} failed", error.kind(), error.cause());
        }
    }

    static Object bindingAnswer(BindingException unused) {
        return BINDING_ANSWER;
    }
}
