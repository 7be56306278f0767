package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.events.TypeRef;
import dev.sockeye.socketio.events.TypedHandler;
import org.jspecify.annotations.Nullable;

/**
 * Registers handlers of what other nodes say by {@link Broadcaster#serverSideEmit}. Any thread. Handlers run on the handler
 * executor, one after the other for each namespace; their {@link Ack} answers the node that asked, and does nothing where
 * no answer is wanted.
 *
 * <p>All methods throw {@link IllegalArgumentException} for {@code connect}, {@code connection} and {@code new_namespace}.
 */
public sealed interface ServerSideHandlers permits Namespace {
    /** Handles each event of a name, whatever its arguments are. */
    Namespace onServerSide(String event, EventHandler handler);

    /** Handles each event of a name without regard to its arguments. */
    default Namespace onServerSide(String event, EventHandler.Zero handler) {
        return onServerSide(event, TypedHandler.of(handler));
    }

    /** Handles and answers each event of a name without regard to its arguments. */
    default Namespace onServerSide(String event, EventHandler.ZeroAck handler) {
        return onServerSide(event, TypedHandler.of(handler));
    }

    /** Handles each event of a name with its first argument; others are ignored, as in all methods of this kind. */
    default <A> Namespace onServerSide(String event, Class<A> a, EventHandler.One<A> handler) {
        return onServerSide(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A> Namespace onServerSide(String event, Class<A> a, EventHandler.OneAck<A> handler) {
        return onServerSide(event, TypedHandler.of(TypeRef.of(a), handler));
    }

    /** Handles each event of a name with its first argument. */
    default <A extends @Nullable Object> Namespace onServerSide(
            String event, TypeRef<A> a, EventHandler.One<A> handler) {
        return onServerSide(event, TypedHandler.of(a, handler));
    }

    /** Handles and answers each event of a name with its first argument. */
    default <A extends @Nullable Object> Namespace onServerSide(
            String event, TypeRef<A> a, EventHandler.OneAck<A> handler) {
        return onServerSide(event, TypedHandler.of(a, handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A, B> Namespace onServerSide(String event, Class<A> a, Class<B> b, EventHandler.Two<A, B> handler) {
        return onServerSide(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A, B> Namespace onServerSide(String event, Class<A> a, Class<B> b, EventHandler.TwoAck<A, B> handler) {
        return onServerSide(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), handler));
    }

    /** Handles each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Namespace onServerSide(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.Two<A, B> handler) {
        return onServerSide(event, TypedHandler.of(a, b, handler));
    }

    /** Handles and answers each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Namespace onServerSide(
            String event, TypeRef<A> a, TypeRef<B> b, EventHandler.TwoAck<A, B> handler) {
        return onServerSide(event, TypedHandler.of(a, b, handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A, B, C> Namespace onServerSide(
            String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.Three<A, B, C> handler) {
        return onServerSide(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A, B, C> Namespace onServerSide(
            String event, Class<A> a, Class<B> b, Class<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return onServerSide(event, TypedHandler.of(TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), handler));
    }

    /** Handles each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Namespace onServerSide(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.Three<A, B, C> handler) {
        return onServerSide(event, TypedHandler.of(a, b, c, handler));
    }

    /** Handles and answers each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Namespace onServerSide(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventHandler.ThreeAck<A, B, C> handler) {
        return onServerSide(event, TypedHandler.of(a, b, c, handler));
    }
}
