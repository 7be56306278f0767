package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Keeps what the application wants to be asked or told of. Thread-safe. */
final class Hooks {
    private final List<EngineMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Headers.Builder, Request>> initialHeaders = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Headers.Builder, Request>> headers = new CopyOnWriteArrayList<>();
    private final List<Consumer<ConnectionError>> errors = new CopyOnWriteArrayList<>();
    private final List<Consumer<OriginRefusal>> originRefusals = new CopyOnWriteArrayList<>();
    private final RefusalLog refusalLog = new RefusalLog();
    private final FailureLog failures = new FailureLog();
    private volatile Consumer<Session> connection = session -> {};

    /** Returns where failures of the application's functions are written of. */
    FailureLog failures() {
        return failures;
    }

    List<EngineMiddleware> middlewares() {
        return middlewares;
    }

    void onInitialHeaders(BiConsumer<Headers.Builder, Request> listener) {
        initialHeaders.add(listener);
    }

    void onHeaders(BiConsumer<Headers.Builder, Request> listener) {
        headers.add(listener);
    }

    void onConnectionError(Consumer<ConnectionError> listener) {
        errors.add(listener);
    }

    void onOriginRefused(Consumer<OriginRefusal> listener) {
        originRefusals.add(listener);
    }

    void onConnection(Consumer<Session> listener) {
        connection = listener;
    }

    Consumer<Session> connection() {
        return connection;
    }

    /** Lets listeners change the headers of an answer; what throws changes no further ones. */
    void shape(Headers.Builder answer, Request request, boolean initial) {
        try {
            if (initial) {
                shape(initialHeaders, answer, request);
            }
            shape(headers, answer, request);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            failures.add("shape the headers of an answer", e);
        }
    }

    private static void shape(
            List<BiConsumer<Headers.Builder, Request>> listeners, Headers.Builder answer, Request request) {
        // Mostly there is none, and every answer comes this way.
        if (!listeners.isEmpty()) {
            listeners.forEach(listener -> listener.accept(answer, request));
        }
    }

    void tell(ConnectionError error) {
        tell(errors, error, "take notice of a refused request");
    }

    void tell(OriginRefusal refusal) {
        refusalLog.add(refusal);
        tell(originRefusals, refusal, "take notice of a refused origin");
    }

    private <T> void tell(List<Consumer<T>> listeners, T event, String what) {
        for (var listener : listeners) {
            try {
                listener.accept(event);
            } catch (Throwable e) {
                Failures.rethrowIfFatal(e);
                failures.add(what, e);
            }
        }
    }
}
