package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.events.AckCompletions;
import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckException;
import dev.sockeye.socketio.events.AckOverflowException;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the acknowledgements that are awaited from one socket. Guarded by this; futures are completed outside the lock, in
 * order, never on the lane.
 */
final class PendingAcks {
    // Deadlines are met this late at most, so that many of them cost one look at the map.
    private static final long TICK = Duration.ofMillis(10).toNanos();

    private final Executor executor;
    private final Lane lane;
    private final int limit;

    // Made when first needed: most sockets are never asked anything.
    private @Nullable AckCompletions completions;
    // Oldest first.
    private @Nullable Map<Long, Pending> awaited;
    private Lane.@Nullable Cancellable timer;
    private long timerAt;
    private boolean closed;

    PendingAcks(Executor executor, Lane lane, int limit) {
        this.executor = executor;
        this.lane = lane;
        this.limit = limit;
    }

    /** Is who awaits an acknowledgement. */
    private sealed interface Pending {
        record Of(CompletableFuture<Args> future, long deadline) implements Pending {}

        /** Whoever broadcasts looks after the time. */
        record OfBroadcast(AckedBroadcast.Receiver receiver) implements Pending {}
    }

    /** Awaits an acknowledgement; fails at once when the socket has gone. */
    void await(long id, Duration timeout, CompletableFuture<Args> future) {
        var deadline = lane.nanoTime() + nanos(timeout);
        await(id, new Pending.Of(future, deadline));
    }

    /** Awaits what a receiver of a broadcast answers, until it is forgotten. */
    void await(long id, AckedBroadcast.Receiver receiver) {
        await(id, new Pending.OfBroadcast(receiver));
    }

    private void await(long id, Pending pending) {
        Pending oldest = null;
        synchronized (this) {
            if (!closed) {
                if (awaited == null) {
                    awaited = new LinkedHashMap<>();
                } else if (awaited.size() >= limit) {
                    var first = awaited.values().iterator();
                    oldest = first.next();
                    first.remove();
                }
                awaited.put(id, pending);
                if (pending instanceof Pending.Of timed) {
                    arm(timed.deadline);
                }
                if (oldest == null) {
                    return;
                }
            }
        }
        if (oldest == null) {
            fail(pending, new AckDisconnectedException());
        } else {
            fail(oldest, new AckOverflowException());
        }
    }

    synchronized void forget(long id) {
        if (awaited != null) {
            awaited.remove(id);
        }
    }

    /** Returns how many are awaited. */
    synchronized int count() {
        return awaited == null ? 0 : awaited.size();
    }

    /** Takes an answer; one that nobody awaits is ignored. On the lane. */
    void answer(long id, Arguments arguments, Encoding encoding) {
        Pending pending;
        synchronized (this) {
            pending = awaited == null ? null : awaited.remove(id);
        }
        if (pending instanceof Pending.Of of) {
            completions().add(() -> of.future.complete(encoding.args(arguments)));
        } else if (pending instanceof Pending.OfBroadcast of) {
            of.receiver.answered(arguments);
        }
    }

    /** Fails all that is awaited, and all that will be. */
    void close() {
        List<Pending> all;
        synchronized (this) {
            closed = true;
            all = awaited == null ? List.of() : new ArrayList<>(awaited.values());
            awaited = null;
            if (timer != null) {
                timer.cancel();
                timer = null;
            }
        }
        for (var pending : all) {
            fail(pending, new AckDisconnectedException());
        }
    }

    private void arm(long deadline) {
        if (timer != null) {
            if (timerAt - deadline <= 0) {
                return;
            }
            timer.cancel();
        }
        timerAt = deadline;
        var delay = Math.max(0, deadline - lane.nanoTime());
        timer = lane.schedule(this::expire, Duration.ofNanos(delay));
    }

    private void expire() {
        var late = new ArrayList<Pending>();
        synchronized (this) {
            timer = null;
            if (awaited == null) {
                return;
            }
            var now = lane.nanoTime();
            var next = Long.MAX_VALUE;
            for (var each = awaited.values().iterator(); each.hasNext(); ) {
                var pending = each.next();
                if (!(pending instanceof Pending.Of timed)) {
                    continue;
                }
                var left = timed.deadline - now;
                if (left <= 0) {
                    late.add(pending);
                    each.remove();
                } else {
                    next = Math.min(next, left);
                }
            }
            if (next < Long.MAX_VALUE) {
                arm(now + Math.max(next, TICK));
            }
        }
        for (var pending : late) {
            fail(pending, new AckTimeoutException());
        }
    }

    private void fail(Pending pending, AckException reason) {
        if (pending instanceof Pending.Of of) {
            completions().add(() -> of.future.completeExceptionally(reason));
        } else if (pending instanceof Pending.OfBroadcast of) {
            of.receiver.gone();
        }
    }

    private synchronized AckCompletions completions() {
        if (completions == null) {
            completions = new AckCompletions(executor, lane::schedule);
        }
        return completions;
    }

    private static long nanos(Duration timeout) {
        // Far below what would make the difference of two times overflow.
        return timeout.compareTo(Duration.ofDays(1000)) > 0
                ? Duration.ofDays(1000).toNanos()
                : timeout.toNanos();
    }
}
