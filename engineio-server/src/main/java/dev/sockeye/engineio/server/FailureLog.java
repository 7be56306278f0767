package dev.sockeye.engineio.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes of failures of the application's functions, which requests may cause as often as they come: one line a minute
 * for each function, with the number of failures that had none. Guarded by this.
 *
 * <p>What a failure says may repeat what a request said, so the line has its type and its stack alone. The whole of it
 * is told at debug level.
 */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);
    private static final long AGAIN = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final BiConsumer<String, Throwable> lines;
    private final Map<String, Told> told = new HashMap<>();

    /** Is when a function's failure was written last, and how many there were since. Guarded by the log. */
    private static final class Told {
        private long at;
        private long left;
    }

    FailureLog() {
        this(System::nanoTime, LOG::warn);
    }

    FailureLog(LongSupplier nanoTime, BiConsumer<String, Throwable> lines) {
        this.nanoTime = nanoTime;
        this.lines = lines;
    }

    /**
     * Takes notice of a failure.
     *
     * @param what says what the application failed to do; one of a few
     */
    void add(String what, Throwable failure) {
        LOG.debug("The application failed to {}", what, failure);
        var left = turn(what);
        if (left >= 0) {
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            var more = left == 0 ? "" : " (and " + left + " times before, since this was told last)";
            lines.accept("The application failed to " + what + more, new Stack(cause));
        }
    }

    /** Returns how many failures were left out before this one, which is to be written; -1 if it is not. */
    private synchronized long turn(String what) {
        var now = nanoTime.getAsLong();
        var last = told.get(what);
        if (last == null) {
            last = new Told();
            told.put(what, last);
        } else if (now - last.at < AGAIN) {
            last.left++;
            return -1;
        }
        var left = last.left;
        last.at = now;
        last.left = 0;
        return left;
    }

    /** Is the type and the stack of another failure. */
    private static final class Stack extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Stack(Throwable failure) {
            super(failure.getClass().getName(), null, false, true);
            setStackTrace(failure.getStackTrace());
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
