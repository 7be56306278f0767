package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.Packet;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the serial queue between the strand and what the application listens with: what is put in runs in order, on one thread
 * of the handler executor at a time. Thread-safe; put in on the strand only.
 */
final class Mailbox implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    private static final int BATCH = 256;
    private static final VarHandle SCHEDULED;
    private static final VarHandle PAUSED;

    static {
        try {
            SCHEDULED = MethodHandles.lookup().findVarHandle(Mailbox.class, "scheduled", boolean.class);
            PAUSED = MethodHandles.lookup().findVarHandle(Mailbox.class, "paused", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Strand strand;
    // Who handles events; nobody where only tasks are put in.
    private final @Nullable Socket socket;
    private final ConcurrentLinkedQueue<Object> items = new ConcurrentLinkedQueue<>();

    // Both by their handles too.
    private volatile boolean scheduled;
    private volatile boolean paused;

    // Written on the strand only.
    private volatile long eventsIn;
    private volatile long bytesIn;
    private volatile long discardedUpTo;

    // Written only by the one thread that runs handlers.
    private volatile long eventsOut;
    private volatile long bytesOut;

    // Written by any thread that wants no more events, and by the strand once it knows.
    private volatile boolean discarding;
    private volatile @Nullable Thread runner;
    private boolean rejected;

    Mailbox(Strand strand, @Nullable Socket socket) {
        this.strand = strand;
        this.socket = socket;
    }

    /** Puts an event in. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The strand is the only one to write them.
    void add(Packet.Event event) {
        eventsIn++;
        bytesIn += event.arguments().encodedSize();
        items.add(event);
        wake();
    }

    /** Puts in something that runs in any case. */
    void add(Runnable task) {
        items.add(task);
        wake();
    }

    /** Drops the events that no handler has begun with, and those to come until {@link #discarded}. Any thread. */
    void discard() {
        discarding = true;
    }

    /** Takes events again; drops those that are there. On the strand. */
    void discarded() {
        discardedUpTo = eventsIn;
        discarding = false;
    }

    /** Tells whether something runs or waits to be run. */
    boolean busy() {
        return scheduled || !items.isEmpty();
    }

    /** Tells whether the caller is a listener that this runs. */
    boolean running() {
        return runner == Thread.currentThread();
    }

    /** Tells whether so much waits that nothing more should be read. On the strand; told again by the socket when it is over. */
    boolean full(ClientLimits limits) {
        if (paused) {
            return true;
        }
        if (eventsIn - eventsOut < limits.queuedEvents() && bytesIn - bytesOut < limits.queuedBytes()) {
            return false;
        }
        paused = true;
        // The handlers may have caught up before they could see that somebody waits for it.
        return !(drained(limits) && PAUSED.compareAndSet(this, true, false));
    }

    boolean paused() {
        return paused;
    }

    private void wake() {
        if (SCHEDULED.compareAndSet(this, false, true)) {
            schedule();
        }
    }

    private void schedule() {
        var threads = strand.handlers();
        if (!rejected) {
            try {
                threads.handlers().execute(this);
                return;
            } catch (RejectedExecutionException e) {
                rejected = true;
                if (socket == null) {
                    log.warn("the handler executor refuses work; listeners run on other threads", e);
                } else {
                    socket.signals().error(ClientError.Kind.EXECUTOR, e, null);
                }
            }
        }
        try {
            threads.completions().execute(this);
        } catch (RejectedExecutionException e) {
            // Nothing is left to run on.
            items.clear();
            scheduled = false;
        }
    }

    /** Runs a batch. On the handler executor. */
    @Override
    public void run() {
        runner = Thread.currentThread();
        try {
            for (var i = 0; i < BATCH; i++) {
                var item = items.poll();
                if (item == null) {
                    break;
                }
                run(item);
            }
        } finally {
            runner = null;
            if (!items.isEmpty()) {
                schedule();
            } else {
                scheduled = false;
                if (items.isEmpty()) {
                    strand.handlersDone();
                } else {
                    wake();
                }
            }
        }
    }

    private void run(Object item) {
        try {
            if (item instanceof Packet.Event event) {
                handle(event);
            } else {
                ((Runnable) item).run();
            }
        } catch (Throwable e) {
            // Handlers' own exceptions end with them; what comes here must not stop those behind it either.
            log.error("a task of a socket failed", e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the thread that runs handlers writes them.
    private void handle(Packet.Event event) {
        var owner = socket;
        try {
            if (owner != null && !discarding && eventsOut >= discardedUpTo) {
                owner.handle(event);
            }
        } finally {
            bytesOut += event.arguments().encodedSize();
            eventsOut++;
            if (owner != null && paused && drained(owner.limits()) && PAUSED.compareAndSet(this, true, false)) {
                owner.drained();
            }
        }
    }

    private boolean drained(ClientLimits limits) {
        return eventsIn - eventsOut <= limits.queuedEvents() / 2 && bytesIn - bytesOut <= limits.queuedBytes() / 2;
    }
}
