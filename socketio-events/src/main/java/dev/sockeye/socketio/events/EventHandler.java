package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/**
 * Handles an event. Runs on the handler executor; events of one socket are handled one after the other, in order. What it
 * throws goes to the error hook and ends nothing.
 */
@FunctionalInterface
public interface EventHandler {
    /**
     * Handles an event with any arguments.
     *
     * @param ack answers the event; does nothing where the sender wants no answer
     */
    void handle(Args args, Ack ack) throws Exception;

    /** Listens to all events that a client sends. */
    @FunctionalInterface
    interface Any {
        /** Takes an event, which others may handle too; the first answer counts. */
        void handle(String event, Args args, Ack ack) throws Exception;
    }

    /** Listens to all events that a client is sent. */
    @FunctionalInterface
    interface Outgoing {
        /** Takes an event. */
        void handle(String event, Args args) throws Exception;
    }

    /** Handles an event without regard to its arguments. */
    @FunctionalInterface
    interface Zero {
        /** Handles the event. */
        void handle() throws Exception;
    }

    /** Handles and answers an event without regard to its arguments. */
    @FunctionalInterface
    interface ZeroAck {
        /** Handles the event. */
        void handle(Ack ack) throws Exception;
    }

    /** Handles an event with one argument. */
    @FunctionalInterface
    interface One<A extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a) throws Exception;
    }

    /** Handles and answers an event with one argument. */
    @FunctionalInterface
    interface OneAck<A extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, Ack ack) throws Exception;
    }

    /** Handles an event with two arguments. */
    @FunctionalInterface
    interface Two<A extends @Nullable Object, B extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b) throws Exception;
    }

    /** Handles and answers an event with two arguments. */
    @FunctionalInterface
    interface TwoAck<A extends @Nullable Object, B extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, Ack ack) throws Exception;
    }

    /** Handles an event with three arguments. */
    @FunctionalInterface
    interface Three<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c) throws Exception;
    }

    /** Handles and answers an event with three arguments. */
    @FunctionalInterface
    interface ThreeAck<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c, Ack ack) throws Exception;
    }

    /** Handles an event with four arguments. */
    @FunctionalInterface
    interface Four<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c, D d) throws Exception;
    }

    /** Handles and answers an event with four arguments. */
    @FunctionalInterface
    interface FourAck<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c, D d, Ack ack) throws Exception;
    }

    /** Handles an event with five arguments. */
    @FunctionalInterface
    interface Five<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            E extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c, D d, E e) throws Exception;
    }

    /** Handles and answers an event with five arguments. */
    @FunctionalInterface
    interface FiveAck<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            E extends @Nullable Object> {
        /** Handles the event. */
        void handle(A a, B b, C c, D d, E e, Ack ack) throws Exception;
    }
}
