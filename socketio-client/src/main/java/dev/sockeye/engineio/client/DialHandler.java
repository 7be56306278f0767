package dev.sockeye.engineio.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;

/** Waits at the end of the pipeline until a connection is open: TCP, proxy and TLS. Confined to the event loop. */
final class DialHandler extends ChannelInboundHandlerAdapter {
    private final Dial dial;
    private final boolean secure;

    DialHandler(Dial dial, boolean secure) {
        this.dial = dial;
        this.secure = secure;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // A proxy passes this on only when it has let us through.
        if (!secure) {
            ready(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent greeted) {
            if (greeted.isSuccess()) {
                ready(ctx);
            } else {
                dial.failed(greeted.cause());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dial.failed(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        dial.failed(cause);
    }

    private void ready(ChannelHandlerContext ctx) {
        ctx.pipeline().remove(this);
        dial.ready(ctx.channel());
    }
}
