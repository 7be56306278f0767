package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Response;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/** Writes the answer to a request, and decides what becomes of the connection. Confined to the event loop. */
record Answer(
        HttpConnection connection, RequestHead head, RequestBody body, Response response, FrameChannel.Completion done)
        implements Step {
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
        return () -> {
            if (close) {
                connection.end(write);
            } else {
                connection.next(write, body);
            }
            return null;
        };
    }
}
