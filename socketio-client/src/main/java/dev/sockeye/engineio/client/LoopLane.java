package dev.sockeye.engineio.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is an event loop as a lane; one object for each loop of a client. Immutable. */
final class LoopLane implements Lane {
    private static final Logger LOG = LoggerFactory.getLogger(LoopLane.class);

    private final EventLoop loop;
    private final ClientLoops owner;

    LoopLane(EventLoop loop, ClientLoops owner) {
        this.loop = loop;
        this.owner = owner;
    }

    EventLoop loop() {
        return loop;
    }

    /** Tells whether this lane is one of a client's. */
    boolean belongsTo(ClientLoops loops) {
        return owner == loops;
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
        var timer = timer(task, delay.toNanos());
        return () -> cancel(timer);
    }

    Future<?> timer(Runnable task, long delayNanos) {
        return loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Prevents a timer from running. */
    static void cancel(@Nullable Future<?> timer) {
        try {
            if (timer != null) {
                timer.cancel(false);
            }
        } catch (RejectedExecutionException e) {
            // Its event loop has ended, and will run it no more than it takes it from its queue.
        }
    }

    @Override
    public String toString() {
        return "LoopLane[" + loop + "]";
    }

    /** Runs a task here, at once if this is the lane. Any thread. */
    void run(Runnable task) {
        if (inLane()) {
            task.run();
        } else {
            post(task);
        }
    }

    /** Runs a task here later; where the event loop has ended, all connections on it have too. Any thread. */
    void post(Runnable task) {
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("A connection's event loop has ended");
        }
    }
}
