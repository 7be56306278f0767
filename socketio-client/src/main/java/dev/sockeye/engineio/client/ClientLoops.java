package dev.sockeye.engineio.client;

import dev.sockeye.engineio.netty.EventLoops;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the event loops of a client, counts who needs them, and ends them when nobody does: those that are started anew when
 * needed at once, others once they are closed. Guarded by this; nobody is called under the lock but Netty.
 */
final class ClientLoops {
    /** How long loops live that somebody only asked for a lane of. */
    private static final Duration UNLEASED = Duration.ofSeconds(1);

    private final Supplier<EventLoops> starter;
    private final boolean restartable;
    private final IdentityHashMap<EventLoop, LoopLane> lanes = new IdentityHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private @Nullable EventLoops loops;
    private long users;
    private boolean closing;

    /**
     * Makes a holder.
     *
     * @param starter called when loops are needed and there are none
     * @param restartable whether loops that nobody needs are ended, to be started again
     */
    ClientLoops(Supplier<EventLoops> starter, boolean restartable) {
        this.starter = starter;
        this.restartable = restartable;
    }

    /** Counts one more user, starts the loops if there are none, and returns one of them. */
    synchronized LoopLane acquire() {
        if (closing) {
            throw new IllegalStateException("client: closed (expected: open)");
        }
        users++;
        var running = loops;
        if (running == null) {
            running = starter.get();
            loops = running;
        }
        return lanes.computeIfAbsent(running.group().next(), loop -> new LoopLane(loop, this));
    }

    /** Counts one more user beside one that there is. */
    synchronized void retain() {
        users++;
    }

    /** Counts one user less. */
    void release() {
        EventLoops unneeded;
        synchronized (this) {
            users--;
            if (users > 0 || !(restartable || closing)) {
                return;
            }
            unneeded = forget();
        }
        end(unneeded);
    }

    /** Returns a lane whose loops live for a moment, unless somebody needs them for longer. */
    LoopLane touch() {
        var lane = acquire();
        lane.schedule(this::release, UNLEASED);
        return lane;
    }

    synchronized EventLoops running() {
        var running = loops;
        if (running == null) {
            throw new IllegalStateException("loops: none (expected: acquired before)");
        }
        return running;
    }

    /** Refuses further users; done when the last one is gone and the loops with it. */
    CompletableFuture<Void> close() {
        EventLoops unneeded;
        synchronized (this) {
            if (closing) {
                return closed;
            }
            closing = true;
            if (users > 0) {
                return closed;
            }
            unneeded = forget();
        }
        end(unneeded);
        return closed;
    }

    private @Nullable EventLoops forget() {
        var unneeded = loops;
        loops = null;
        lanes.clear();
        return unneeded;
    }

    private void end(@Nullable EventLoops unneeded) {
        var ended = unneeded == null ? CompletableFuture.<Void>completedFuture(null) : unneeded.close();
        if (!restartable) {
            ended.thenRun(() -> closed.complete(null));
        }
    }
}
