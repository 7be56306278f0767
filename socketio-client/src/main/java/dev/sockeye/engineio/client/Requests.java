package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Bytes;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the requests of a connection, with all that belongs into their heads. Confined to the lane. */
final class Requests {
    private final EngineClientOptions options;
    private final Target target;
    private final Cookies cookies;

    Requests(EngineClientOptions options, Target target, Cookies cookies) {
        this.options = options;
        this.target = target;
        this.cookies = cookies;
    }

    FullHttpRequest get(@Nullable String sid) {
        return polling(HttpMethod.GET, sid, Bytes.EMPTY);
    }

    FullHttpRequest post(String sid, Bytes body, boolean binary) {
        var request = polling(HttpMethod.POST, sid, body);
        var type = binary ? "application/octet-stream" : "text/plain;charset=UTF-8";
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        request.headers().set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length()));
        return request;
    }

    /** Makes the request for a WebSocket, without what the opening handshake adds. */
    FullHttpRequest webSocket(@Nullable String sid) {
        return request(HttpMethod.GET, Transport.WEBSOCKET, sid, Bytes.EMPTY);
    }

    /** Keeps the cookies of an answer. */
    void answered(HttpHeaders headers) {
        cookies.keep(headers);
    }

    private FullHttpRequest polling(HttpMethod method, @Nullable String sid, Bytes body) {
        var request = request(method, Transport.POLLING, sid, body);
        if (!request.headers().contains(HttpHeaderNames.ACCEPT)) {
            request.headers().set(HttpHeaderNames.ACCEPT, "*/*");
        }
        return request;
    }

    private FullHttpRequest request(HttpMethod method, String transport, @Nullable String sid, Bytes body) {
        var headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.HOST, target.hostHeader());
        headers.set(HttpHeaderNames.USER_AGENT, "Sockeye");
        options.origin().ifPresent(origin -> headers.set(HttpHeaderNames.ORIGIN, origin));
        set(options.extraHeaders(), headers);
        set(options.transportOptions(transport).extraHeaders(), headers);
        cookies.add(headers);
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                method,
                target.requestTarget(options, transport, sid),
                Unpooled.wrappedBuffer(body.array(), body.offset(), body.length()),
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    private static void set(Map<String, List<String>> more, HttpHeaders headers) {
        for (var header : more.entrySet()) {
            headers.set(header.getKey(), header.getValue());
        }
    }
}
