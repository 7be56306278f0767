package dev.sockeye.socketio.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prepares each connection that a host accepts, before its first byte is read. Thread-safe. */
final class ConnectionSetup extends ChannelInitializer<Channel> {
    private static final byte[] FULL =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final HostContext host;
    private final @Nullable SslContext tls;
    private final Set<Channel> open;
    private final Consumer<Channel> closed;

    ConnectionSetup(HostContext host, @Nullable SslContext tls, Set<Channel> open, Consumer<Channel> closed) {
        this.host = host;
        this.tls = tls;
        this.open = open;
        this.closed = closed;
    }

    @Override
    protected void initChannel(Channel channel) {
        var welcome = host.enter();
        open.add(channel);
        channel.closeFuture().addListener(done -> {
            host.leave();
            open.remove(channel);
            closed.accept(channel);
        });
        if (!welcome) {
            // Before reading anything, so that a full host spends nothing on them; under TLS they are only closed.
            var answer = tls == null ? Unpooled.wrappedBuffer(FULL) : Unpooled.EMPTY_BUFFER;
            channel.config().setAutoRead(false);
            channel.eventLoop().execute(() -> channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE));
            return;
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast(new ByteFront(host, tls != null));
    }
}
