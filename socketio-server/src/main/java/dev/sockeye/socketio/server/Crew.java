package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the mailboxes of one lane worked off by as few threads as can: waking a thread costs more than most handlers do.
 * What becomes ready in one turn of the lane is handed to one worker, which goes from mailbox to mailbox and finds by
 * itself what comes meanwhile.
 *
 * <p>The lane looks after it every millisecond. A worker whose handler blocks is left behind: it goes home when that
 * handler returns. What it has not begun with is handed out at once, and for some turns each mailbox gets a thread of its
 * own from the beginning, since handlers that block seldom do so once. From one that computes other workers take over, no
 * more than there are cores: further threads would take the processor from each other, and from the JIT of a process that
 * has just started.
 *
 * <p>Guarded by this, but for what is confined to the lane.
 */
final class Crew implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Crew.class);

    // How many looks may find a worker within the same mailbox, though it does not seem to wait for anything.
    private static final int PATIENCE = 3;
    private static final int WARY_TURNS = 64;
    // So many handlers that compute may be left behind; where there are more, Java may not know that they block.
    private static final int MOST_COMPUTING = 3;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final LaneOutbox outbox;
    private final Executor executor;

    private final ArrayDeque<Mailbox> ready = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>(2);

    // Confined to the lane.
    private final List<Mailbox> gathered = new ArrayList<>();
    private final List<Worker> computing = new ArrayList<>(MOST_COMPUTING);
    private boolean posted;
    private int waryTurns;

    // Whether the last look found that mailboxes waited; guarded by this.
    private boolean behind;

    /** Is what a look at a worker finds. */
    private enum Finding {
        GOES_ON,
        /** Within the same mailbox for long, but at work. */
        COMPUTES,
        BLOCKS
    }

    Crew(LaneOutbox outbox, Executor executor) {
        this.outbox = outbox;
        this.executor = executor;
    }

    /** Sees that a mailbox is worked off. Any thread. */
    void add(Mailbox mailbox) {
        var lane = outbox.lane();
        if (!lane.inLane()) {
            if (!work(List.of(mailbox)) && !outbox.guarded()) {
                outbox.postLater(LaneOutbox.entry(outbox::guard));
            }
            return;
        }
        gathered.add(mailbox);
        if (!posted) {
            posted = true;
            post(lane);
        }
    }

    private void post(Lane lane) {
        try {
            lane.execute(this);
        } catch (RejectedExecutionException e) {
            // The host is gone, and nobody is left to look after workers.
            waryTurns = WARY_TURNS;
            run();
        }
    }

    /** Hands out what has gathered. On the lane. */
    @Override
    public void run() {
        posted = false;
        var turn = List.copyOf(gathered);
        gathered.clear();
        if (waryTurns > 0) {
            waryTurns--;
            outbox.guard();
            handOut(turn);
        } else if (!work(turn) || turn.size() > 1 || turn.get(0).many()) {
            outbox.guard();
        }
    }

    /** Leaves mailboxes to the workers; tells whether it took a new one, which is about to begin with them. */
    private boolean work(List<Mailbox> mailboxes) {
        Worker fresh;
        synchronized (this) {
            ready.addAll(mailboxes);
            if (!workers.isEmpty()) {
                return false;
            }
            fresh = new Worker();
            workers.add(fresh);
        }
        start(fresh);
        return true;
    }

    private void start(Worker worker) {
        try {
            executor.execute(worker);
        } catch (Throwable e) {
            // Whatever it is, want of memory for a thread perhaps: each mailbox tries for itself, and is told.
            handOut(leaveBehind());
        }
    }

    private static void handOut(List<Mailbox> mailboxes) {
        for (var mailbox : mailboxes) {
            mailbox.handOut();
        }
    }

    private synchronized List<Mailbox> leaveBehind() {
        workers.clear();
        var left = List.copyOf(ready);
        ready.clear();
        return left;
    }

    /** Sees that nobody waits for a handler that takes long; tells whether anybody works. On the lane. */
    boolean look() {
        var looked = atWork();
        var blocks = false;
        for (var worker : looked) {
            // Outside the lock, for which a worker may be waiting as it does for what a handler waits for.
            switch (worker.find()) {
                case BLOCKS -> blocks = true;
                case COMPUTES -> relieve(worker);
                case GOES_ON -> {}
            }
        }
        if (blocks) {
            waryTurns = WARY_TURNS;
            outbox.dismissHolder();
            handOut(leaveBehind());
        } else if (!looked.isEmpty()) {
            reinforce();
        }
        return !looked.isEmpty();
    }

    /** Leaves a worker behind that computes, and has others go on, as many as there may be a core for. */
    private void relieve(Worker worker) {
        computing.add(worker);
        outbox.dismissHolder();
        var fresh = new ArrayList<Worker>();
        synchronized (this) {
            workers.remove(worker);
            var wanted = Math.min(ready.size(), Math.max(1, CORES - computing.size()) - workers.size());
            while (fresh.size() < wanted) {
                fresh.add(new Worker());
            }
            workers.addAll(fresh);
        }
        fresh.forEach(this::start);
    }

    private synchronized List<Worker> atWork() {
        return List.copyOf(workers);
    }

    /** Takes another worker where those at work do not keep up, and there may be a core for it. */
    private void reinforce() {
        Worker fresh = null;
        synchronized (this) {
            var late = !ready.isEmpty();
            if (late && behind && workers.size() < CORES) {
                fresh = new Worker();
                workers.add(fresh);
            }
            behind = late;
        }
        if (fresh != null) {
            start(fresh);
        }
    }

    private synchronized @Nullable Mailbox next(Worker worker) {
        var at = workers.indexOf(worker);
        if (at < 0) {
            return null;
        }
        worker.begin();
        var mailbox = ready.poll();
        if (mailbox == null) {
            workers.remove(at);
        }
        return mailbox;
    }

    /** Goes from mailbox to mailbox until none is left, or until it is left behind. */
    private final class Worker implements Runnable {
        private volatile @Nullable Thread thread;
        // How many mailboxes it has begun with; it alone writes it.
        private volatile int begun;

        // Confined to the lane.
        private int seen;
        private int looks;

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                for (var mailbox = next(this); mailbox != null; mailbox = next(this)) {
                    // Each time, since the lane may have begun to look after us.
                    outbox.hold();
                    work(mailbox);
                }
            } finally {
                thread = null;
                outbox.letGo();
            }
        }

        private void work(Mailbox mailbox) {
            try {
                mailbox.work();
            } catch (Throwable e) {
                // The mailboxes of others must not wait for this thread's end, whatever it is.
                log.error("a task of a socket failed", e);
            } finally {
                // Who interrupts itself means its own handlers. Sockeye interrupts nobody.
                Thread.interrupted();
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // Only the worker itself calls it.
        void begin() {
            begun++;
        }

        /** Finds out whether it has been within the same mailbox for too long. On the lane. */
        Finding find() {
            var now = begun;
            if (now != seen) {
                seen = now;
                looks = 0;
            }
            looks++;
            var running = thread;
            if (looks > 1 && running != null && LaneOutbox.waits(running)) {
                return Finding.BLOCKS;
            }
            if (looks <= PATIENCE) {
                return Finding.GOES_ON;
            }
            return running == null || mayBlock(running) ? Finding.BLOCKS : Finding.COMPUTES;
        }

        boolean hasEnded() {
            return thread == null;
        }
    }

    /**
     * Tells whether a thread that Java calls running may wait all the same: within a native method, which reads from a
     * socket perhaps. Looking takes a safepoint, so it is the last thing asked, and once for each worker left behind.
     */
    private boolean mayBlock(Thread thread) {
        computing.removeIf(Worker::hasEnded);
        if (computing.size() == MOST_COMPUTING) {
            return true;
        }
        var stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod();
    }
}
