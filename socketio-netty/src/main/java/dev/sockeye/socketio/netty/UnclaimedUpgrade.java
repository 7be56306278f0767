package dev.sockeye.socketio.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits in somebody else's pipeline for whatever answers an opening handshake that was passed on, and closes the
 * connection where nobody does: nothing else might. Leaves with the first thing written. Confined to the event loop.
 */
final class UnclaimedUpgrade extends ChannelOutboundHandlerAdapter {
    private final Duration patience;
    private @Nullable Future<?> timer;

    UnclaimedUpgrade(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor().schedule(() -> ctx.channel().close(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        ctx.pipeline().remove(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
