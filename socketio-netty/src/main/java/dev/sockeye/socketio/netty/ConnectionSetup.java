package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.LingeringClose;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prepares each connection that a host accepts, before its first byte is read. Thread-safe. */
final class ConnectionSetup extends ChannelInitializer<Channel> {
    private static final byte[] FULL =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HostContext host;
    private final @Nullable SslContext tls;
    private final Set<Channel> open;
    private final Consumer<Channel> closed;
    // One for all connections.
    private final ChannelFutureListener whenClosed = this::closed;

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
        channel.closeFuture().addListener(whenClosed);
        if (!welcome) {
            refuse(channel);
            return;
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast(new ByteFront(host, tls != null));
    }

    private void closed(ChannelFuture end) {
        host.leave();
        open.remove(end.channel());
        closed.accept(end.channel());
    }

    /** Answers without having read, so that a full host spends next to nothing; under TLS it only closes. */
    private void refuse(Channel channel) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(new Discard());
        channel.eventLoop().execute(() -> {
            if (tls != null) {
                channel.close();
                return;
            }
            channel.writeAndFlush(Unpooled.wrappedBuffer(FULL))
                    .addListener(written -> LingeringClose.begin(channel, PATIENCE));
        });
    }

    /** Drops what a refused peer sends before it reads its answer. */
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
