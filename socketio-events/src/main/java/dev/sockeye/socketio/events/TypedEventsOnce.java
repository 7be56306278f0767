package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/**
 * Registers handlers of the next event of a name, as {@link TypedEvents} does of all of them. Any thread.
 *
 * @param <S> what the methods return: the socket itself
 */
public interface TypedEventsOnce<S> {
    /** Handles the next event of a name, whatever its arguments are. */
    S once(String event, EventHandler handler);

    /** Handles the next event of a name without regard to its arguments. */
    default S once(String event, EventHandler.Zero handler) {
        return once(event, TypedHandler.of(handler));
    }

    /** Handles and answers the next event of a name without regard to its arguments. */
    default S once(String event, EventHandler.ZeroAck handler) {
        return once(event, TypedHandler.of(handler));
    }

    /** Handles the next event of a name with its first argument. */
    default <A> S once(String event, Class<A> a, EventHandler.One<A> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles the next event of a name with its first argument. */
    default <A extends @Nullable Object> S once(String event, TypeRef<A> a, EventHandler.One<A> handler) {
        return once(event, TypedHandler.of(a, handler));
    }

    /** Handles and answers the next event of a name with its first argument. */
    default <A> S once(String event, Class<A> a, EventHandler.OneAck<A> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles and answers the next event of a name with its first argument. */
    default <A extends @Nullable Object> S once(String event, TypeRef<A> a, EventHandler.OneAck<A> handler) {
        return once(event, TypedHandler.of(a, handler));
    }

    /** Handles the next event of a name with its first two arguments. */
    default <A, B> S once(String event, Class<A> a, Class<B> b, EventHandler.Two<A, B> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles the next event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> S once(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.Two<A, B> handler) {
        return once(event, TypedHandler.of(a, b, handler));
    }

    /** Handles and answers the next event of a name with its first two arguments. */
    default <A, B> S once(String event, Class<A> a, Class<B> b, EventHandler.TwoAck<A, B> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles and answers the next event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> S once(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.TwoAck<A, B> handler) {
        return once(event, TypedHandler.of(a, b, handler));
    }

    /** Handles the next event of a name with its first three arguments. */
    default <A, B, C> S once(String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.Three<A, B, C> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles the next event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S once(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.Three<A, B, C> handler) {
        return once(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles and answers the next event of a name with its first three arguments. */
    default <A, B, C> S once(String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles and answers the next event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S once(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return once(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles the next event of a name with its first four arguments. */
    default <A, B, C, D> S once(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventHandler.Four<A, B, C, D> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), handler));
    }

    /** Handles the next event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S once(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventHandler.Four<A, B, C, D> handler) {
        return once(event, TypedHandler.of(a, b, c, d, handler));
    }

    /** Handles and answers the next event of a name with its first four arguments. */
    default <A, B, C, D> S once(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventHandler.FourAck<A, B, C, D> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), handler));
    }

    /** Handles and answers the next event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S once(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventHandler.FourAck<A, B, C, D> handler) {
        return once(event, TypedHandler.of(a, b, c, d, handler));
    }

    /** Handles the next event of a name with its first five arguments. */
    default <A, B, C, D, E> S once(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Class<D> d,
            Class<E> e,
            EventHandler.Five<A, B, C, D, E> handler) {
        return once(
                event,
                TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), TypeRef.of(e), handler));
    }

    /** Handles the next event of a name with its first five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S once(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventHandler.Five<A, B, C, D, E> handler) {
        return once(event, TypedHandler.of(a, b, c, d, e, handler));
    }

    /** Handles and answers the next event of a name with its first five arguments. */
    default <A, B, C, D, E> S once(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Class<D> d,
            Class<E> e,
            EventHandler.FiveAck<A, B, C, D, E> handler) {
        return once(
                event,
                TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), TypeRef.of(e), handler));
    }

    /** Handles and answers the next event of a name with its first five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S once(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventHandler.FiveAck<A, B, C, D, E> handler) {
        return once(event, TypedHandler.of(a, b, c, d, e, handler));
    }
}
