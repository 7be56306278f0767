package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Response;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Holds the host's own answers: a status and its standard phrase, nothing of the request. */
final class Answers {
    private Answers() {}

    static Response plain(int status, boolean close) {
        return plain(status, close, Headers.empty());
    }

    static Response plain(int status, boolean close, Headers more) {
        var headers = Headers.builder()
                .addAll(more)
                .add("Content-Type", "text/plain; charset=UTF-8")
                .add("X-Content-Type-Options", "nosniff")
                .build();
        return new Response(status, headers, Bytes.utf8(phrase(status)), -1, close);
    }

    static String phrase(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
