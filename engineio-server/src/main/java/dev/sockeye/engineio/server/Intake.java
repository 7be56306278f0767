package dev.sockeye.engineio.server;

import org.jspecify.annotations.Nullable;

/** Takes the requests of a session: polls, posts, and WebSockets that want to take over. Confined to the session's lane. */
final class Intake {
    private final EngineSession session;

    private @Nullable Upgrade upgrade;

    Intake(EngineSession session) {
        this.session = session;
    }

    void accept(EngineExchange exchange) {
        assert session.onLane();
        if (session.opening() || session.closed()) {
            exchange.refuse(Refusal.SESSION_UNKNOWN);
        } else if (exchange.line().role() == RequestLine.Role.UPGRADE) {
            acceptUpgrade(exchange);
        } else if (!(session.carrier() instanceof PollingTransport polling)) {
            exchange.refuse(Refusal.BAD_REQUEST);
        } else if (exchange.line().role() == RequestLine.Role.POST) {
            polling.onPost(exchange);
        } else {
            polling.onPoll(exchange);
            if (upgrade != null && polling.writable()) {
                upgrade.pollArrived();
            }
        }
    }

    private void acceptUpgrade(EngineExchange exchange) {
        if (session.isOpen() && upgrade == null && session.carrier() instanceof PollingTransport) {
            var candidate = new Upgrade(session, exchange.line().base64());
            upgrade = candidate;
            candidate.start();
            exchange.upgrade(session, session.lane(), candidate);
        } else {
            exchange.upgrade(session, session.lane(), new UnwantedChannel());
        }
    }

    void upgradeEnded(Upgrade ended) {
        if (upgrade == ended) {
            upgrade = null;
        }
    }

    /**
     * Gives up the WebSocket that wants to take over, if there is one, but not where the client may have left polling
     * already: what waits reaches it there only.
     */
    void endUnlessUnderWay() {
        if (upgrade != null && !upgrade.underWay()) {
            end();
        }
    }

    /** Gives up the WebSocket that wants to take over, if there is one. */
    void end() {
        if (upgrade != null) {
            upgrade.fail("session ended");
        }
    }
}
