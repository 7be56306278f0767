package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the application wants to be asked or told of. Thread-safe. */
final class Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);

    private final List<EngineMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Headers.Builder, Request>> initialHeaders = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<Headers.Builder, Request>> headers = new CopyOnWriteArrayList<>();
    private final List<Consumer<ConnectionError>> errors = new CopyOnWriteArrayList<>();
    private final List<Consumer<OriginRefusal>> originRefusals = new CopyOnWriteArrayList<>();
    private final RefusalLog refusalLog = new RefusalLog();
    private volatile Consumer<Session> connection = session -> {};

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
                initialHeaders.forEach(listener -> listener.accept(answer, request));
            }
            headers.forEach(listener -> listener.accept(answer, request));
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            LOG.warn("A headers listener failed", e);
        }
    }

    void tell(ConnectionError error) {
        tell(errors, error, "connection error");
    }

    void tell(OriginRefusal refusal) {
        refusalLog.add(refusal);
        tell(originRefusals, refusal, "refused origin");
    }

    private static <T> void tell(List<Consumer<T>> listeners, T event, String kind) {
        for (var listener : listeners) {
            try {
                listener.accept(event);
            } catch (Throwable e) {
                Failures.rethrowIfFatal(e);
                LOG.warn("A {} listener failed", kind, e);
            }
        }
    }
}
