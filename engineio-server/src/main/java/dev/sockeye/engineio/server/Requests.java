package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from its head to where it is served or refused. Stateless; works on the exchange's lane. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final EngineOptions options;
    private final Hooks hooks;
    private final Sessions sessions;
    private final Cors cors;
    private final Handshakes handshakes;

    Requests(EngineOptions options, Hooks hooks, Sessions sessions, Cors cors) {
        this.options = options;
        this.hooks = hooks;
        this.sessions = sessions;
        this.cors = cors;
        handshakes = new Handshakes(options, hooks, sessions);
    }

    void handle(HttpExchange http) {
        var exchange = new EngineExchange(options, hooks, http);
        // Mostly nobody needs to be asked anything. Then one step follows the other instead of running within it: much
        // less work for a compiler.
        var decision = cors.decideAtOnce(exchange.request(), exchange.line());
        if (decision == null) {
            askForDecision(exchange);
        } else {
            decided(exchange, decision);
        }
    }

    private void askForDecision(EngineExchange exchange) {
        cors.decide(
                exchange.lane(), exchange.request(), exchange.line(), decision -> decided(exchange, decision), () -> {
                    exchange.undecided();
                    refuse(exchange, Refusal.BAD_REQUEST, "name", "CORS_FAILURE");
                });
    }

    private void decided(EngineExchange exchange, CorsDecision decision) {
        exchange.decided(decision);
        if (hooks.middlewares().isEmpty()) {
            serveGuarded(exchange, decision);
        } else {
            passMiddlewares(exchange, decision, 0);
        }
    }

    private void passMiddlewares(EngineExchange exchange, CorsDecision decision, int index) {
        var middlewares = hooks.middlewares();
        if (index >= middlewares.size()) {
            serveGuarded(exchange, decision);
            return;
        }
        Question.ask(
                exchange.lane(),
                options.admissionTimeout(),
                () -> middlewares.get(index).handle(exchange.request()),
                headers -> {
                    exchange.add(headers);
                    passMiddlewares(exchange, decision, index + 1);
                },
                failure -> {
                    LOG.debug("A middleware refused a request", failure);
                    refuse(exchange, Refusal.BAD_REQUEST, "name", "MIDDLEWARE_FAILURE");
                });
    }

    private void serveGuarded(EngineExchange exchange, CorsDecision decision) {
        try {
            serve(exchange, decision);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            LOG.error("A request failed", e);
            exchange.refuse(Refusal.BAD_REQUEST);
        }
    }

    private void serve(EngineExchange exchange, CorsDecision decision) {
        var line = exchange.line();
        var refusal = decision.refusal();
        if (line.role() == RequestLine.Role.PREFLIGHT
                && decision.policy().preflight().leftToOthers()) {
            Preflights.leaveToOthers(exchange.http(), decision, hooks.failures());
            return;
        }
        if (refusal != null && !options.corsHeadersOnly()) {
            exchange.refuseOrigin(refusal);
            return;
        }
        switch (line.role()) {
            case PREFLIGHT -> servePreflight(exchange, decision);
            case OPEN_POLLING, OPEN_WEBSOCKET -> {
                exchange.add(sessions.refusing() ? sessions.comeAgain() : Headers.empty());
                handshakes.open(exchange);
            }
            case POLL, POST, UPGRADE, BAD_REQUEST -> serveSession(exchange);
            case METHOD_UNKNOWN -> refuseMethod(exchange, Refusal.METHOD_UNKNOWN);
            case BAD_HANDSHAKE_METHOD -> refuseMethod(exchange, Refusal.BAD_HANDSHAKE_METHOD);
            case TRANSPORT_UNKNOWN -> refuse(exchange, Refusal.TRANSPORT_UNKNOWN, "transport", line.transport());
        }
    }

    private static void servePreflight(EngineExchange exchange, CorsDecision decision) {
        if (decision.policy().admitsNone()) {
            refuseMethod(exchange, Refusal.BAD_HANDSHAKE_METHOD);
            return;
        }
        var problem =
                decision.reflecting() ? AskedHeaders.problem(exchange.request()).orElse(null) : null;
        if (problem == null) {
            exchange.respondPreflight(decision);
        } else {
            exchange.refuse(Refusal.BAD_REQUEST, problem, Map.of("name", "ASKED_HEADERS"));
        }
    }

    private void serveSession(EngineExchange exchange) {
        var line = exchange.line();
        var session = sessions.find(line.sid()).orElse(null);
        if (session == null && !line.sid().isEmpty()) {
            refuse(exchange, Refusal.SESSION_UNKNOWN, "sid", line.sid());
        } else if (session == null || line.role() == RequestLine.Role.BAD_REQUEST) {
            refuse(exchange, Refusal.BAD_REQUEST, "name", "TRANSPORT_MISMATCH");
        } else if (line.revision().isEmpty()) {
            refuse(exchange, Refusal.PROTOCOL_UNSUPPORTED, "name", "PROTOCOL_MISMATCH");
        } else if (!sameRevision(line, session.revision())) {
            refuse(exchange, Refusal.BAD_REQUEST, "name", "PROTOCOL_MISMATCH");
        } else {
            hand(exchange, session);
        }
    }

    private static void hand(EngineExchange exchange, EngineSession session) {
        var handed = session.execute(() -> {
            try {
                session.intake().accept(exchange);
            } catch (Throwable e) {
                Failures.rethrowIfFatal(e);
                LOG.error("A request of a session failed; the session ends", e);
                exchange.refuse(Refusal.BAD_REQUEST);
                session.finish(CloseReason.TRANSPORT_ERROR, "a request failed");
            }
        });
        if (!handed) {
            exchange.refuse(Refusal.SESSION_UNKNOWN);
        }
    }

    private static boolean sameRevision(RequestLine line, EngineRevision revision) {
        return line.revision4() == (revision == EngineRevision.V4);
    }

    private static void refuseMethod(EngineExchange exchange, Refusal refusal) {
        refuse(exchange, refusal, "method", exchange.request().method());
    }

    private static void refuse(EngineExchange exchange, Refusal refusal, String key, String value) {
        exchange.refuse(refusal, refusal.message(), Map.of(key, value));
    }
}
