package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.RandomIds;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions for requests that ask for one and may have it. Stateless; works on the exchange's lane. */
final class Handshakes {
    private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);
    private static final int INTERNAL_ERROR = 1011;

    private final EngineOptions options;
    private final Hooks hooks;
    private final Sessions sessions;
    private final RandomIds ids = new RandomIds();

    Handshakes(EngineOptions options, Hooks hooks, Sessions sessions) {
        this.options = options;
        this.hooks = hooks;
        this.sessions = sessions;
    }

    void open(EngineExchange exchange) {
        var line = exchange.line();
        var revision = line.revision().orElse(null);
        if (sessions.refusing()) {
            exchange.refuse(Refusal.SHUTTING_DOWN);
        } else if (revision == null || (revision == EngineRevision.V3 && !options.allowEIO3())) {
            exchange.refuse(Refusal.PROTOCOL_UNSUPPORTED);
        } else if (line.role() == RequestLine.Role.OPEN_POLLING
                && line.jsonp().isPresent()
                && !options.jsonp().allows(revision)) {
            refuse(exchange, "JSONP_OFF");
        } else if (options.admitsAll() && options.generateId().isEmpty()) {
            open(exchange, revision, ids.next());
        } else {
            ask(exchange, revision);
        }
    }

    private void ask(EngineExchange exchange, EngineRevision revision) {
        var lost = new boolean[1];
        exchange.onAbort(() -> lost[0] = true);
        askAdmission(
                exchange,
                () -> askId(exchange, id -> {
                    if (!lost[0]) {
                        open(exchange, revision, id);
                    }
                }));
    }

    private void askAdmission(EngineExchange exchange, Runnable next) {
        Question.ask(
                exchange.lane(),
                options.admissionTimeout(),
                () -> options.allowRequest().apply(exchange.request()),
                admission -> {
                    if (admission.admitted()) {
                        next.run();
                    } else {
                        var message = admission.message().orElse(Refusal.FORBIDDEN.message());
                        exchange.refuse(Refusal.FORBIDDEN, message, Map.of("message", message));
                    }
                },
                failure -> refuse(exchange, "ADMISSION_FAILURE", failure));
    }

    private void askId(EngineExchange exchange, Consumer<String> next) {
        var generator = options.generateId().orElse(null);
        if (generator == null) {
            next.accept(ids.next());
            return;
        }
        Question.ask(
                exchange.lane(),
                options.admissionTimeout(),
                () -> generator.apply(exchange.request()),
                id -> {
                    if (SessionIds.valid(id)) {
                        next.accept(id);
                    } else {
                        refuse(exchange, "ID_GENERATION_ERROR");
                    }
                },
                failure -> refuse(exchange, "ID_GENERATION_ERROR", failure));
    }

    private void open(EngineExchange exchange, EngineRevision revision, String id) {
        if (sessions.refusing()) {
            exchange.refuse(Refusal.SHUTTING_DOWN);
            return;
        }
        if (exchange.line().webSocket()) {
            exchange.upgrade(null, exchange.lane(), new DirectWebSocket(this, exchange, revision, id));
            return;
        }
        var session = register(exchange, revision, id);
        if (session == null) {
            refuse(exchange, "ID_GENERATION_ERROR");
            return;
        }
        try {
            session.open(new PollingTransport(session, exchange), hooks.connection());
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            refuse(exchange, "CONNECTION_FAILURE", e);
            session.finish(CloseReason.FORCED_CLOSE, "the connection listener failed");
        }
    }

    /** Makes a session known, or returns null where there can be none. */
    @Nullable
    EngineSession register(EngineExchange exchange, EngineRevision revision, String id) {
        var share = sessions.share(exchange.lane());
        var session = new EngineSession(sessions, options, share, id, revision, exchange.request());
        return sessions.add(session) ? session : null;
    }

    /** Opens a session whose WebSocket is open. */
    void open(EngineSession session, FrameTransport transport, FrameChannel channel) {
        try {
            session.open(transport, hooks.connection());
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            LOG.warn("A connection listener failed", e);
            channel.close(INTERNAL_ERROR, "");
            session.finish(CloseReason.FORCED_CLOSE, "the connection listener failed");
        }
    }

    private static void refuse(EngineExchange exchange, String name) {
        exchange.refuse(Refusal.BAD_REQUEST, Refusal.BAD_REQUEST.message(), Map.of("name", name));
    }

    private void refuse(EngineExchange exchange, String name, Throwable failure) {
        hooks.failures().add("decide on a handshake: " + name, failure);
        refuse(exchange, name);
    }
}
