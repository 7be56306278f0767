package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Packet;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the serial queue between a socket's lane and its handlers: what is put in runs in order, on one thread of the handler
 * executor at a time. Thread-safe; events are put in on the lane only.
 */
final class Mailbox extends Waiting implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    private static final int BATCH = 256;
    private static final int CROWD = 4;
    private static final VarHandle SCHEDULED;
    private static final VarHandle PAUSED;
    private static final VarHandle HANDED;

    static {
        try {
            SCHEDULED = MethodHandles.lookup().findVarHandle(Mailbox.class, "scheduled", boolean.class);
            PAUSED = MethodHandles.lookup().findVarHandle(Mailbox.class, "paused", boolean.class);
            HANDED = MethodHandles.lookup().findVarHandle(Mailbox.class, "handed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Socket socket;

    @SuppressWarnings("unused") // By its handle.
    private volatile boolean scheduled;

    // Whether an executor has this as a task and has not begun with it.
    @SuppressWarnings("unused") // By its handle.
    private volatile boolean handed;

    // Written on the lane only.
    private volatile long eventsIn;
    private volatile long bytesIn;

    // Written only by the one thread that runs handlers.
    private volatile long eventsOut;
    private volatile long bytesOut;

    private volatile boolean paused;
    private volatile boolean discarding;
    private volatile boolean rejected;

    // Who runs handlers at the moment.
    private volatile @Nullable Thread runner;

    // What waits for the answer of a middleware; the next one to run goes on with it. Written by who runs handlers.
    private volatile @Nullable PacketChain chain;
    private Packet.@Nullable Event chained;

    Mailbox(Socket socket) {
        this.socket = socket;
    }

    /** Counts an event that is about to be put in. On the lane. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The lane is the only one to write them.
    void count(Packet.Event event) {
        eventsIn++;
        bytesIn += event.arguments().encodedSize();
    }

    /** Puts in something that runs whatever happens to the socket, without waking anybody. */
    void add(Runnable task) {
        put(task);
    }

    /** Puts in something that runs whatever happens to the socket. Any thread. */
    void addFromAnywhere(Runnable task) {
        put(task);
        // From the lane, on which handlers are allowed to run where the application says so.
        socket.connection().outbox().postLater(new LaneOutbox.Entry() {
            @Override
            void run() {
                wake();
            }
        });
    }

    /** Drops the events that no handler has begun with, and those to come. */
    void discardEvents() {
        discarding = true;
    }

    /**
     * Tells whether more has come to wait than should. The first time it says so until {@link Socket#drained()} is called.
     * On the lane.
     */
    boolean overflows() {
        var limits = socket.limits();
        if (paused || (events() < limits.queuedEvents() && bytes() < limits.queuedBytes())) {
            return false;
        }
        paused = true;
        // The handlers may have caught up before they could see that somebody waits for it.
        return !(drained() && PAUSED.compareAndSet(this, true, false));
    }

    /** Tells whether so many events wait that those to come should be held in as little memory as possible. */
    boolean crowded() {
        return events() > CROWD;
    }

    /** Tells whether several events wait to be handled. */
    boolean many() {
        return events() > 1;
    }

    /** Tells whether the caller is a handler of this socket. */
    boolean running() {
        return runner == Thread.currentThread();
    }

    /** Tells whether events that wait are no longer to be handled. */
    boolean discards() {
        return discarding || socket.departure().ended();
    }

    /** Goes on with the event that waited for a middleware. Any thread, after its answer. */
    void resume() {
        socket.connection().outbox().postLater(new LaneOutbox.Entry() {
            @Override
            void run() {
                schedule();
            }
        });
    }

    /** Waits no longer for a middleware. On the lane, when the socket has ended. */
    void abandon() {
        var waiting = chain;
        if (waiting != null) {
            waiting.abandon();
        }
    }

    /** Tells whether something runs or waits to be run. */
    boolean busy() {
        return scheduled || !nothingWaits();
    }

    /** Keeps everything back until {@link #release}; before anything was put in. */
    void suspend() {
        scheduled = true;
    }

    /** Lets run what was kept back. On the lane. */
    void release() {
        scheduled = false;
        wake();
    }

    /** Sees that what was put in runs. */
    void wake() {
        if (!nothingWaits() && SCHEDULED.compareAndSet(this, false, true)) {
            schedule();
        }
    }

    private void schedule() {
        var outbox = socket.connection().outbox();
        var crew = outbox.crew();
        if (crew != null) {
            crew.add(this);
            return;
        }
        if (many() && outbox.lane().inLane()) {
            outbox.guard();
        }
        handOut();
    }

    /** Hands this to the handler executor as a task of its own. Any thread. */
    void handOut() {
        handed = true;
        if (!rejected) {
            try {
                socket.handlerExecutor().execute(this);
                return;
            } catch (Throwable e) {
                // Also where there is no memory for another thread.
                if (!HANDED.compareAndSet(this, true, false)) {
                    log.error("the handler executor failed behind a task that it had begun with", e);
                    return;
                }
                reject(e);
            }
            handed = true;
        }
        // What still must run, disconnect handlers above all, runs where nothing is turned away.
        try {
            socket.server().completions().execute(this);
        } catch (RejectedExecutionException e) {
            // The server is closed, and waits for nothing.
            scheduled = false;
        }
    }

    private void reject(Throwable cause) {
        rejected = true;
        discarding = true;
        socket.rejected(
                cause instanceof RejectedExecutionException known
                        ? known
                        : new RejectedExecutionException("the handler executor failed", cause));
    }

    /** Tells whether the handler executor has turned this away: then only what ends the socket runs. */
    boolean rejected() {
        return rejected;
    }

    /** Runs a batch. On the handler executor. */
    @Override
    public void run() {
        if (!HANDED.compareAndSet(this, true, false)) {
            // Of an executor that took it and failed all the same: it has run elsewhere.
            return;
        }
        var outbox = socket.connection().outbox();
        outbox.hold();
        try {
            work();
        } finally {
            outbox.letGo();
        }
    }

    /** Runs a batch as one of many. On the handler executor. */
    void work() {
        runner = Thread.currentThread();
        var going = true;
        try {
            going = unchained();
            // Behind the server's end nobody is there to take turns with, nor to go on with the rest.
            for (var i = 0; going && (i < BATCH || socket.server().over()); i++) {
                var item = take();
                if (item == null) {
                    break;
                }
                going = run(item);
            }
        } finally {
            runner = null;
            if (!going || nothingWaits()) {
                socket.connection().batchDone();
            }
            if (going) {
                scheduled = false;
                wake();
            } else {
                park();
            }
        }
    }

    /** Leaves the socket's handlers to whoever brings the answer that is awaited: nobody else runs them until then. */
    private void park() {
        var waiting = chain;
        if (waiting == null || !waiting.park()) {
            schedule();
        } else if (socket.departure().ended()) {
            waiting.abandon();
        }
    }

    /** Goes on with the event that waited; tells whether it waits no longer. */
    private boolean unchained() {
        var waiting = chain;
        if (waiting == null) {
            return true;
        }
        if (!waiting.advance()) {
            return false;
        }
        chain = null;
        var event = chained;
        chained = null;
        if (event != null) {
            done(event);
        }
        return true;
    }

    /** Runs an item; tells whether the next one may follow. */
    private boolean run(Object item) {
        if (!(item instanceof Packet.Event event)) {
            ((Runnable) item).run();
            return true;
        }
        PacketChain waiting = null;
        try {
            waiting = discarding ? null : socket.handle(event);
        } finally {
            // Whatever happens: what is never done is counted for ever.
            if (waiting == null) {
                done(event);
            }
        }
        if (waiting == null) {
            return true;
        }
        chained = event;
        chain = waiting;
        return false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the thread that runs handlers writes them.
    private void done(Packet.Event event) {
        bytesOut += event.arguments().encodedSize();
        eventsOut++;
        if (paused && drained() && PAUSED.compareAndSet(this, true, false)) {
            socket.drained();
        }
    }

    private boolean drained() {
        var limits = socket.limits();
        return events() <= limits.queuedEvents() / 2 && bytes() <= limits.queuedBytes() / 2;
    }

    private long events() {
        return eventsIn - eventsOut;
    }

    private long bytes() {
        return bytesIn - bytesOut;
    }
}
