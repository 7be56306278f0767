package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.Response;

/** Leaves preflights to who is named in the policy. Stateless. */
final class Preflights {
    private Preflights() {}

    static void leaveToOthers(HttpExchange http, CorsDecision decision, FailureLog failures) {
        var preflight = decision.policy().preflight();
        var exchange = preflight.continued()
                ? new HeaderedExchange(
                        http, decision.preflightHeaders(http.request()).build())
                : http;
        if (preflight.handler() == null) {
            exchange.respond(Response.empty(404));
            return;
        }
        try {
            preflight.handler().handle(exchange);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            failures.add("answer a preflight", e);
            exchange.respond(new Response(500, decision.headers().build(), Bytes.EMPTY));
        }
    }
}
