package dev.sockeye.cli.doctor;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells people who wait what is being waited for. Thread-safe. */
public final class Progress {
    private static final Duration QUIET = Duration.ofMillis(1_500);

    private final PrintWriter out;
    private final AtomicInteger said = new AtomicInteger();

    /** Tells it line by line. */
    public Progress(PrintWriter out) {
        this.out = out;
    }

    void say(String line) {
        said.incrementAndGet();
        out.println(line);
        out.flush();
    }

    /** Says a line if what it is about takes long and says nothing itself; the answer is to be closed when that is done. */
    Waiting during(String line) {
        var open = new AtomicBoolean(true);
        var before = said.get();
        CompletableFuture.delayedExecutor(QUIET.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (open.get() && said.get() == before) {
                        say(line);
                    }
                });
        return () -> open.set(false);
    }

    /** Is something under way. */
    interface Waiting {
        void close();
    }
}
