package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import java.util.Objects;
import java.util.function.Function;

/** Answers preflights by a function. Stateless. */
final class PreflightHook implements HttpHandler {
    private final Function<Request, Response> hook;

    PreflightHook(Function<Request, Response> hook) {
        this.hook = Objects.requireNonNull(hook, "handlePreflightRequest");
    }

    @Override
    public boolean matches(String rawTarget) {
        return true;
    }

    @Override
    public void handle(HttpExchange exchange) {
        exchange.respond(Objects.requireNonNull(hook.apply(exchange.request()), "response"));
    }
}
