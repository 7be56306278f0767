package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.BodyListener;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.engineio.server.host.WebSocketOptions;

/** Is an exchange to whose answer headers are added, but for those that the answer has of its own. Like the one below. */
final class HeaderedExchange implements HttpExchange {
    private final HttpExchange below;
    private final Headers headers;

    HeaderedExchange(HttpExchange below, Headers headers) {
        this.below = below;
        this.headers = headers;
    }

    @Override
    public Request request() {
        return below.request();
    }

    @Override
    public Lane lane() {
        return below.lane();
    }

    @Override
    public void readBody(long limit, BodyListener listener) {
        below.readBody(limit, listener);
    }

    @Override
    public void respond(Response response, FrameChannel.Completion done) {
        var all = Headers.builder();
        headers.forEach((name, value) -> {
            if (response.headers().first(name).isEmpty()) {
                all.add(name, value);
            }
        });
        all.addAll(response.headers());
        below.respond(
                new Response(
                        response.status(), all.build(), response.body(), response.compressAbove(), response.close()),
                done);
    }

    @Override
    public void upgrade(Headers more, WebSocketOptions options, Lane lane, FrameChannel.Listener listener) {
        below.upgrade(more, options, lane, listener);
    }

    @Override
    public void abort() {
        below.abort();
    }

    @Override
    public void onAbort(Runnable listener) {
        below.onAbort(listener);
    }
}
