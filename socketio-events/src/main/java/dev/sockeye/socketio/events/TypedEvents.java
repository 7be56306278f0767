package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/**
 * Registers handlers of events by name: the same words for the sockets of a server and of a client. Any thread; handlers
 * registered while the connection is being announced miss nothing.
 *
 * <p>An event's arguments are bound to the types that are given, in order. What is sent beyond them is ignored;
 * {@link TypeRef#rest} takes it. All methods throw {@link IllegalArgumentException} for a reserved name, such as {@code
 * disconnect}, which nobody can send, and say what to use instead.
 *
 * @param <S> what the methods return: the socket itself
 */
public interface TypedEvents<S> {
    /** Handles each event of a name, whatever its arguments are. */
    S on(String event, EventHandler handler);

    /** Removes a handler as it was registered; the first one where it was registered repeatedly. */
    S off(String event, Object handler);

    /** Removes all handlers of a name. */
    S off(String event);

    /** Handles each event of a name without regard to its arguments. */
    default S on(String event, EventHandler.Zero handler) {
        return on(event, TypedHandler.of(handler));
    }

    /** Handles and answers each event of a name without regard to its arguments. */
    default S on(String event, EventHandler.ZeroAck handler) {
        return on(event, TypedHandler.of(handler));
    }

    /** Handles each event of a name with its first argument. */
    default <A> S on(String event, Class<A> a, EventHandler.One<A> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles each event of a name with its first argument. */
    default <A extends @Nullable Object> S on(String event, TypeRef<A> a, EventHandler.One<A> handler) {
        return on(event, TypedHandler.of(a, handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A> S on(String event, Class<A> a, EventHandler.OneAck<A> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A extends @Nullable Object> S on(String event, TypeRef<A> a, EventHandler.OneAck<A> handler) {
        return on(event, TypedHandler.of(a, handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A, B> S on(String event, Class<A> a, Class<B> b, EventHandler.Two<A, B> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> S on(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.Two<A, B> handler) {
        return on(event, TypedHandler.of(a, b, handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A, B> S on(String event, Class<A> a, Class<B> b, EventHandler.TwoAck<A, B> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> S on(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.TwoAck<A, B> handler) {
        return on(event, TypedHandler.of(a, b, handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A, B, C> S on(String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.Three<A, B, C> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.Three<A, B, C> handler) {
        return on(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A, B, C> S on(String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return on(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles each event of a name with its first four arguments. */
    default <A, B, C, D> S on(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventHandler.Four<A, B, C, D> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), handler));
    }

    /** Handles each event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S on(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventHandler.Four<A, B, C, D> handler) {
        return on(event, TypedHandler.of(a, b, c, d, handler));
    }

    /** Handles and answers each event of a name with its first four arguments. */
    default <A, B, C, D> S on(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventHandler.FourAck<A, B, C, D> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), handler));
    }

    /** Handles and answers each event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S on(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventHandler.FourAck<A, B, C, D> handler) {
        return on(event, TypedHandler.of(a, b, c, d, handler));
    }

    /** Handles each event of a name with its first five arguments. */
    default <A, B, C, D, E> S on(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Class<D> d,
            Class<E> e,
            EventHandler.Five<A, B, C, D, E> handler) {
        return on(
                event,
                TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), TypeRef.of(e), handler));
    }

    /** Handles each event of a name with its first five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S on(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventHandler.Five<A, B, C, D, E> handler) {
        return on(event, TypedHandler.of(a, b, c, d, e, handler));
    }

    /** Handles and answers each event of a name with its first five arguments. */
    default <A, B, C, D, E> S on(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Class<D> d,
            Class<E> e,
            EventHandler.FiveAck<A, B, C, D, E> handler) {
        return on(
                event,
                TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), TypeRef.of(e), handler));
    }

    /** Handles and answers each event of a name with its first five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            S on(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventHandler.FiveAck<A, B, C, D, E> handler) {
        return on(event, TypedHandler.of(a, b, c, d, e, handler));
    }
}
