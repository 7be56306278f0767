package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.server.host.BodyListener;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is a request under the engine's path, with everything that its answer needs. Confined to one lane at a time: the
 * exchange's own until it is handed to a session, then the session's.
 */
final class EngineExchange {
    private final EngineOptions options;
    private final Hooks hooks;
    private final HttpExchange http;
    private final RequestLine line;
    private Headers added = Headers.empty();
    private @Nullable CorsDecision cors;

    EngineExchange(EngineOptions options, Hooks hooks, HttpExchange http) {
        this.options = options;
        this.hooks = hooks;
        this.http = http;
        line = RequestLine.parse(http.request(), options);
    }

    Request request() {
        return http.request();
    }

    RequestLine line() {
        return line;
    }

    Lane lane() {
        return http.lane();
    }

    HttpExchange http() {
        return http;
    }

    /** Takes what was decided about the request's origin, which the answer tells. */
    void decided(CorsDecision decision) {
        cors = decision;
    }

    /** Takes notice that nothing could be decided: the answer tells of no origin, but depends on it all the same. */
    void undecided() {
        add(Cors.UNDECIDED);
    }

    /** Adds headers to whatever the answer will be. */
    void add(Headers headers) {
        if (headers.size() > 0) {
            added = Headers.builder().addAll(added).addAll(headers).build();
        }
    }

    void readBody(long limit, BodyListener listener) {
        http.readBody(limit, listener);
    }

    /** Runs a task on a session's lane if the connection is lost before the answer. */
    void onAbort(EngineSession session, Runnable task) {
        http.onAbort(() -> session.execute(task));
    }

    /** Runs a task on the exchange's lane if the connection is lost before the answer. */
    void onAbort(Runnable task) {
        http.onAbort(task);
    }

    /**
     * Answers a request of a session, or the handshake that opens one.
     *
     * @param content the headers that describe the body
     */
    void respond(
            EngineSession session,
            Headers content,
            Bytes body,
            int compressAbove,
            boolean initial,
            FrameChannel.Completion done) {
        var headers = corsHeaders().addAll(content);
        var agent = request().header("User-Agent").orElse("");
        if (agent.contains(";MSIE") || agent.contains("Trident/")) {
            // Its filter against reflected scripts takes some payloads for such.
            headers.add("X-XSS-Protection", "0");
        }
        if (initial || session.revision() == EngineRevision.V3) {
            options.cookie()
                    .ifPresent(cookie -> headers.add(
                            "Set-Cookie",
                            cookie.header(
                                    session.id(),
                                    options.trustedProxies().client(request()).secure())));
        }
        headers.addAll(added);
        hooks.shape(headers, request(), initial);
        http.respond(new Response(200, headers.build(), body, compressAbove, false), done);
    }

    /** Answers with a status alone. */
    void respondEmpty(int status) {
        http.respond(new Response(status, corsHeaders().addAll(added).build(), Bytes.EMPTY));
    }

    /** Answers a preflight. */
    void respondPreflight(CorsDecision decision) {
        http.respond(new Response(
                decision.policy().preflight().status(),
                decision.preflightHeaders(request()).addAll(added).build(),
                Bytes.EMPTY));
    }

    /** Answers 101; the listener's callbacks come on the lane given. */
    void upgrade(@Nullable EngineSession session, Lane lane, FrameChannel.Listener listener) {
        var headers = corsHeaders().addAll(added);
        hooks.shape(headers, request(), session == null);
        var deflate = options.perMessageDeflate();
        http.upgrade(
                headers.build(),
                new WebSocketOptions(options.maxHttpBufferSize(), deflate.isPresent(), deflate.orElse(0)),
                lane,
                listener);
    }

    void refuse(Refusal refusal) {
        refuse(refusal, refusal.message(), Map.of());
    }

    /** Refuses the request and tells the application. */
    void refuse(Refusal refusal, String message, Map<String, String> context) {
        hooks.tell(new ConnectionError(request(), refusal.code(), message, context));
        if (request().webSocket()) {
            answer(refusal.upgradeStatus(), "text/html", Bytes.utf8(message), true);
        } else {
            answer(refusal.status(), "application/json", refusal.json(message), refusal == Refusal.SHUTTING_DOWN);
        }
    }

    /** Refuses the request because of where it comes from: alike on every transport. */
    void refuseOrigin(OriginRefusal why) {
        var refusal = Refusal.FORBIDDEN;
        hooks.tell(why);
        var context = Map.of("name", "ORIGIN_REFUSED", "origin", why.origin().orElse(""), "message", why.message());
        hooks.tell(new ConnectionError(request(), refusal.code(), refusal.message(), context));
        answer(
                refusal.status(),
                "application/json",
                refusal.json(why.message()),
                request().webSocket());
    }

    private void answer(int status, String type, Bytes body, boolean close) {
        var headers = corsHeaders().add("Content-Type", type);
        if (status == 405) {
            headers.add("Allow", "GET, POST, OPTIONS");
        }
        http.respond(new Response(status, headers.addAll(added).build(), body, -1, close));
    }

    /** Official 2.x servers keep them to what browsers check: neither scripts nor WebSockets. */
    private Headers.Builder corsHeaders() {
        var decision = cors;
        if (decision == null) {
            return Headers.builder();
        }
        var told = decision.refusal() != null
                || line.revision4()
                || (line.jsonp().isEmpty() && !request().webSocket());
        return told ? decision.headers() : Headers.builder();
    }
}
