package dev.sockeye.socketio.server;

import org.jspecify.annotations.Nullable;

/**
 * Registers handlers of events by name. Any thread; handlers registered while the connection is being announced miss
 * nothing.
 *
 * <p>An event's arguments are bound to the types that are given, in order. What the client sends beyond them is ignored;
 * {@link TypeRef#rest} takes it. All methods throw {@link IllegalArgumentException} for a reserved name, such as {@code
 * disconnect}, which no client can send, and say what to use instead.
 */
public sealed interface SocketEvents permits Socket {
    /** Handles each event of a name, whatever its arguments are. */
    Socket on(String event, EventHandler handler);

    /**
     * Registers the annotated methods of an object for this socket alone; see {@link
     * dev.sockeye.socketio.server.annotation} and {@link Namespace#register}.
     *
     * @throws IllegalArgumentException if a method can't be what its annotation says, or there is none
     */
    default Socket register(Object handlers) {
        var socket = (Socket) this;
        AnnotatedObject.ofOneSocket(handlers).accept(socket);
        return socket;
    }

    /** Removes a handler as it was registered; the first one where it was registered repeatedly. */
    Socket off(String event, Object handler);

    /** Removes all handlers of a name. */
    Socket off(String event);

    /** Handles each event of a name without regard to its arguments. */
    default Socket on(String event, EventHandler.Zero handler) {
        return on(event, TypedHandler.of(handler));
    }

    /** Handles and answers each event of a name without regard to its arguments. */
    default Socket on(String event, EventHandler.ZeroAck handler) {
        return on(event, TypedHandler.of(handler));
    }

    /** Handles each event of a name with its first argument. */
    default <A> Socket on(String event, Class<A> a, EventHandler.One<A> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles each event of a name with its first argument. */
    default <A extends @Nullable Object> Socket on(String event, TypeRef<A> a, EventHandler.One<A> handler) {
        return on(event, TypedHandler.of(a, handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A> Socket on(String event, Class<A> a, EventHandler.OneAck<A> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A extends @Nullable Object> Socket on(String event, TypeRef<A> a, EventHandler.OneAck<A> handler) {
        return on(event, TypedHandler.of(a, handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A, B> Socket on(String event, Class<A> a, Class<B> b, EventHandler.Two<A, B> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.Two<A, B> handler) {
        return on(event, TypedHandler.of(a, b, handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A, B> Socket on(String event, Class<A> a, Class<B> b, EventHandler.TwoAck<A, B> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.TwoAck<A, B> handler) {
        return on(event, TypedHandler.of(a, b, handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A, B, C> Socket on(String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.Three<A, B, C> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.Three<A, B, C> handler) {
        return on(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A, B, C> Socket on(
            String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return on(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles each event of a name with its first four arguments. */
    default <A, B, C, D> Socket on(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventHandler.Four<A, B, C, D> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), handler));
    }

    /** Handles each event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Socket on(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventHandler.Four<A, B, C, D> handler) {
        return on(event, TypedHandler.of(a, b, c, d, handler));
    }

    /** Handles and answers each event of a name with its first four arguments. */
    default <A, B, C, D> Socket on(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventHandler.FourAck<A, B, C, D> handler) {
        return on(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), handler));
    }

    /** Handles and answers each event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Socket on(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventHandler.FourAck<A, B, C, D> handler) {
        return on(event, TypedHandler.of(a, b, c, d, handler));
    }

    /** Handles each event of a name with its first five arguments. */
    default <A, B, C, D, E> Socket on(
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
            Socket on(
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
    default <A, B, C, D, E> Socket on(
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
            Socket on(
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
