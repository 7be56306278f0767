package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.AckCompletions;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Completes futures in order, never on the lane, and knows how many are being completed. Put in on the strand only. */
final class Completions {
    private final Strand strand;
    private final AtomicInteger running = new AtomicInteger();
    // Made when first needed: most sockets are never asked anything.
    private @Nullable AckCompletions queue;

    Completions(Strand strand) {
        this.strand = strand;
    }

    void add(Runnable completion) {
        if (queue == null) {
            queue = new AckCompletions(task -> strand.handlers().completions().execute(task), strand::schedule);
        }
        running.incrementAndGet();
        queue.add(() -> {
            try {
                completion.run();
            } finally {
                if (running.decrementAndGet() == 0) {
                    strand.handlersDone();
                }
            }
        });
    }

    /** Any thread. */
    boolean busy() {
        return running.get() > 0;
    }
}
