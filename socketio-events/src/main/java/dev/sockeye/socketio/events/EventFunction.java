package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/**
 * Handles an event and returns what it is answered with: one value, which may be null or {@link Args}, or a {@link
 * java.util.concurrent.CompletionStage} of one. Runs like an {@link EventHandler}.
 */
@FunctionalInterface
public interface EventFunction {
    /** Handles an event with any arguments. */
    @Nullable
    Object handle(Args args) throws Exception;

    /** Handles an event without regard to its arguments. */
    @FunctionalInterface
    interface Zero {
        /** Handles the event and returns the answer. */
        @Nullable
        Object handle() throws Exception;
    }

    /** Handles an event with one argument. */
    @FunctionalInterface
    interface One<A extends @Nullable Object> {
        /** Handles the event and returns the answer. */
        @Nullable
        Object handle(A a) throws Exception;
    }

    /** Handles an event with two arguments. */
    @FunctionalInterface
    interface Two<A extends @Nullable Object, B extends @Nullable Object> {
        /** Handles the event and returns the answer. */
        @Nullable
        Object handle(A a, B b) throws Exception;
    }

    /** Handles an event with three arguments. */
    @FunctionalInterface
    interface Three<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
        /** Handles the event and returns the answer. */
        @Nullable
        Object handle(A a, B b, C c) throws Exception;
    }

    /** Handles an event with four arguments. */
    @FunctionalInterface
    interface Four<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object> {
        /** Handles the event and returns the answer. */
        @Nullable
        Object handle(A a, B b, C c, D d) throws Exception;
    }

    /** Handles an event with five arguments. */
    @FunctionalInterface
    interface Five<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            E extends @Nullable Object> {
        /** Handles the event and returns the answer. */
        @Nullable
        Object handle(A a, B b, C c, D d, E e) throws Exception;
    }
}
