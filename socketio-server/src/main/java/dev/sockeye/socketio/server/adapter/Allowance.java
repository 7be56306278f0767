package dev.sockeye.socketio.server.adapter;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Bounds how much waits in a queue: what is above is to be dropped, and told once until the queue is half empty again.
 * Thread-safe.
 */
public final class Allowance {
    private final String what;
    private final int limit;
    private final Consumer<OverloadException> told;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean dropping = new AtomicBoolean();

    /**
     * Makes an allowance.
     *
     * @param what names in the plural what waits
     * @param limit how many may wait
     * @param told is told on the thread of whoever comes first above the limit
     */
    public Allowance(String what, int limit, Consumer<OverloadException> told) {
        this.what = what;
        this.limit = limit;
        this.told = told;
    }

    /** Counts one more; false where it is one too many, which is not counted. */
    public boolean take() {
        if (waiting.incrementAndGet() <= limit) {
            return true;
        }
        waiting.decrementAndGet();
        if (dropping.compareAndSet(false, true)) {
            told.accept(new OverloadException(what, limit));
        }
        return false;
    }

    /** Counts one less. */
    public void release() {
        if (waiting.decrementAndGet() <= limit / 2 && dropping.get()) {
            dropping.set(false);
        }
    }
}
