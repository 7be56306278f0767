package dev.sockeye.engineio.server.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands each request to the first of several handlers that it matches. Immutable. */
final class FirstOf implements HttpHandler {
    private final List<HttpHandler> handlers;

    FirstOf(List<HttpHandler> handlers) {
        this.handlers = handlers;
    }

    @Override
    public boolean matches(String rawTarget) {
        return find(rawTarget).isPresent();
    }

    @Override
    public Optional<Duration> unclaimedUpgradeTimeout() {
        // The most patient of those that mind.
        return handlers.stream()
                .flatMap(handler -> handler.unclaimedUpgradeTimeout().stream())
                .max(Duration::compareTo);
    }

    @Override
    public Headers refusalHeaders(Request request) {
        return find(request.target())
                .map(handler -> handler.refusalHeaders(request))
                .orElse(Headers.empty());
    }

    @Override
    public void listening(boolean encrypted) {
        handlers.forEach(handler -> handler.listening(encrypted));
    }

    @Override
    public void handle(HttpExchange exchange) {
        find(exchange.request().target()).ifPresentOrElse(handler -> handler.handle(exchange), exchange::abort);
    }

    private Optional<HttpHandler> find(String rawTarget) {
        return handlers.stream().filter(handler -> handler.matches(rawTarget)).findFirst();
    }
}
