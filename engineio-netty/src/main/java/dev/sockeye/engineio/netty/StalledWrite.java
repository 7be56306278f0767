package dev.sockeye.engineio.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Closes a connection whose peer has taken nothing of a write for a while. Confined to the event loop. */
public final class StalledWrite {
    private final Channel channel;
    private final long timeoutNanos;
    private @Nullable ChannelFuture write;
    private @Nullable Future<?> timer;
    private long progress;
    private long since;

    /** Makes a watch over one channel's writes; a timeout of zero is for ever. */
    public StalledWrite(Channel channel, Duration timeout) {
        this.channel = channel;
        this.timeoutNanos = timeout.toNanos();
    }

    /** Watches over a write that is under way, instead of the one before it. */
    public void watch(ChannelFuture underWay) {
        write = underWay;
        progress = progress();
        since = System.nanoTime();
        if (timer == null && timeoutNanos > 0) {
            schedule();
        }
    }

    /** Stops watching; needed before a channel changes its event loop. */
    public void stop() {
        write = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule() {
        timer = channel.eventLoop().schedule(this::check, timeoutNanos / 4, TimeUnit.NANOSECONDS);
    }

    private void check() {
        timer = null;
        if (write == null || write.isDone() || !channel.isOpen()) {
            write = null;
            return;
        }
        var now = progress();
        if (now != progress) {
            progress = now;
            since = System.nanoTime();
        } else if (System.nanoTime() - since >= timeoutNanos) {
            abort(channel);
            return;
        }
        schedule();
    }

    private long progress() {
        var out = channel.unsafe().outboundBuffer();
        // Falls as writes complete and rises within one; a coincidence of both costs a quarter of the timeout at most.
        return out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
    }

    /** Closes a channel without having the kernel keep what its peer will never take. */
    public static void abort(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (RuntimeException e) {
            // The socket is gone already, or of a kind without this option: then an ordinary close is all there is.
        }
        channel.close();
    }
}
