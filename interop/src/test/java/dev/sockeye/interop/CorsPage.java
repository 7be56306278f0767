package dev.sockeye.interop;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Response;

/** Where the page of a case comes from. Every server of the matrix serves it, outside of Socket.IO's path. */
enum CorsPage {
    /** The server that the page connects to. */
    OWN,
    /** Another port of the same machine: the one that policies name. */
    NAMED,
    /** Yet another port of the same machine. */
    STRANGER,
    /** Another host name: another site to cookies. Some policies name it. */
    OTHER_SITE,
    /** The named port, in a sandbox: its origin is {@code null}. */
    SANDBOX;

    private static final String SANDBOXED = "/sandboxed";

    /** Answers with an empty page. */
    static final class Handler implements HttpHandler {
        @Override
        public boolean matches(String rawTarget) {
            return true;
        }

        @Override
        public void handle(HttpExchange exchange) {
            if (!exchange.request().method().equals("GET")) {
                exchange.respond(Response.empty(404));
                return;
            }
            var headers = Headers.builder().add("Content-Type", "text/html; charset=utf-8");
            if (exchange.request().target().equals(SANDBOXED)) {
                headers.add("Content-Security-Policy", "sandbox allow-scripts");
            }
            exchange.respond(new Response(
                    200,
                    headers.build(),
                    Bytes.utf8("<!doctype html><title>page</title><link rel=\"icon\" href=\"data:,\">")));
        }
    }

    String path() {
        return this == SANDBOX ? SANDBOXED : "/";
    }
}
