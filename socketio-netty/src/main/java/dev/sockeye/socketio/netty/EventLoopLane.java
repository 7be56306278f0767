package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Lane;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Is an event loop as a lane; one object for each loop. Immutable. */
final class EventLoopLane implements Lane {
    private static final FastThreadLocal<@Nullable EventLoopLane> LANES = new FastThreadLocal<>();

    private final EventLoop loop;

    private EventLoopLane(EventLoop loop) {
        this.loop = loop;
    }

    /** Returns the lane of an event loop on which the caller runs. */
    static EventLoopLane of(EventLoop loop) {
        var lane = LANES.get();
        if (lane == null || lane.loop != loop) {
            lane = new EventLoopLane(loop);
            LANES.set(lane);
        }
        return lane;
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public boolean inLane() {
        return loop.inEventLoop();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        var timer = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public String toString() {
        return "EventLoopLane[" + loop + "]";
    }
}
