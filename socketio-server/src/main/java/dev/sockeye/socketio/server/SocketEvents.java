package dev.sockeye.socketio.server;

import org.jspecify.annotations.Nullable;

/**
 * Registers handlers of events. Any thread; handlers registered while the connection is being announced miss nothing.
 *
 * <p>All methods throw {@link IllegalArgumentException} for a reserved name, such as {@code disconnect}, which no client
 * can send.
 */
public sealed interface SocketEvents permits Socket {
    /** Handles each event of a name, whatever its arguments are. */
    Socket on(String event, EventHandler handler);

    /** Handles the next event of a name, whatever its arguments are. */
    Socket once(String event, EventHandler handler);

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

    /** Handles each event of a name with its first argument; others are ignored, as in all methods of this kind. */
    default <A> Socket on(String event, Class<A> a, EventHandler.One<A> handler) {
        return on(event, TypeRef.of(a), handler);
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A> Socket on(String event, Class<A> a, EventHandler.OneAck<A> handler) {
        return on(event, TypeRef.of(a), handler);
    }

    /** Handles each event of a name with its first argument. */
    default <A extends @Nullable Object> Socket on(String event, TypeRef<A> a, EventHandler.One<A> handler) {
        return on(event, TypedHandler.of(a, handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A extends @Nullable Object> Socket on(String event, TypeRef<A> a, EventHandler.OneAck<A> handler) {
        return on(event, TypedHandler.of(a, handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A, B> Socket on(String event, Class<A> a, Class<B> b, EventHandler.Two<A, B> handler) {
        return on(event, TypeRef.of(a), TypeRef.of(b), handler);
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A, B> Socket on(String event, Class<A> a, Class<B> b, EventHandler.TwoAck<A, B> handler) {
        return on(event, TypeRef.of(a), TypeRef.of(b), handler);
    }

    /** Handles each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.Two<A, B> handler) {
        return on(event, TypedHandler.of(a, b, handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.TwoAck<A, B> handler) {
        return on(event, TypedHandler.of(a, b, handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A, B, C> Socket on(String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.Three<A, B, C> handler) {
        return on(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler);
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A, B, C> Socket on(
            String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return on(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler);
    }

    /** Handles each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.Three<A, B, C> handler) {
        return on(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Socket on(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return on(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles the next event of a name without regard to its arguments. */
    default Socket once(String event, EventHandler.Zero handler) {
        return once(event, TypedHandler.of(handler));
    }

    /** Handles and answers the next event of a name without regard to its arguments. */
    default Socket once(String event, EventHandler.ZeroAck handler) {
        return once(event, TypedHandler.of(handler));
    }

    /** Handles the next event of a name with its first argument. */
    default <A> Socket once(String event, Class<A> a, EventHandler.One<A> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles and answers the next event of a name with its first argument. */
    default <A> Socket once(String event, Class<A> a, EventHandler.OneAck<A> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles the next event of a name with its first two arguments. */
    default <A, B> Socket once(String event, Class<A> a, Class<B> b, EventHandler.Two<A, B> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles and answers the next event of a name with its first two arguments. */
    default <A, B> Socket once(String event, Class<A> a, Class<B> b, EventHandler.TwoAck<A, B> handler) {
        return once(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }
}
