package dev.sockeye.socketio.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says where a socket takes from what it tells the server when it joins its namespace. */
sealed interface Auth {
    /** Tells nothing. */
    Auth NONE = new Value(null);

    /** Returns what to tell. On the application's threads. */
    CompletionStage<?> get();

    /** Tells the same object each time, as it is then. */
    record Value(@Nullable Object value) implements Auth {
        @Override
        public CompletionStage<?> get() {
            return CompletableFuture.completedFuture(value);
        }
    }

    /** Asks the application each time. */
    record Supplied(Supplier<?> supplier) implements Auth {
        @Override
        public CompletionStage<?> get() {
            return CompletableFuture.completedFuture(supplier.get());
        }
    }

    /** Asks the application each time, and waits without a thread. */
    record Awaited(Supplier<? extends CompletionStage<?>> supplier) implements Auth {
        @Override
        public CompletionStage<?> get() {
            return supplier.get();
        }
    }
}
