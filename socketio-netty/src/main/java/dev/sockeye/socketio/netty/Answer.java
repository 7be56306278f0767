package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Response;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** Writes the answer to a request, and decides what becomes of the connection. Confined to the event loop. */
final class Answer implements Step {
    private final HttpConnection connection;
    private final RequestHead head;
    private final RequestBody body;
    private final Response response;
    private final FrameChannel.Completion done;

    Answer(
            HttpConnection connection,
            RequestHead head,
            RequestBody body,
            Response response,
            FrameChannel.Completion done) {
        this.connection = connection;
        this.head = head;
        this.body = body;
        this.response = response;
        this.done = done;
    }

    @Override
    public @Nullable Step take() {
        var close = response.close() || !head.keepAlive() || connection.leaving() || !body.skippable();
        ChannelFuture write;
        try {
            write = connection.write(head.isHead(), head.http10(), response, close, head.headers());
        } catch (Throwable e) {
            done.done(e);
            throw e;
        }
        if (write.isDone()) {
            done.done(write.cause());
        } else {
            write.addListener(written -> done.done(written.cause()));
        }
        return close ? () -> connection.end(write) : () -> connection.next(write, body);
    }
}
