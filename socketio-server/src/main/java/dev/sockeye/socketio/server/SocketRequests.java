package dev.sockeye.socketio.server;

import org.jspecify.annotations.Nullable;

/**
 * Registers functions whose results answer events. Any thread.
 *
 * <p>The client that waits for an answer gets one in any case: the result, or that of the stage that is returned; an error
 * object where the arguments do not fit, the function refuses with an {@link EventRefusedException}, or it fails. Failures
 * go to the error hook as well. Where no answer is wanted the result is dropped.
 */
public sealed interface SocketRequests permits Socket {
    /** Answers each event of a name, whatever its arguments are. */
    default Socket onRequest(String event, EventFunction function) {
        return socket().on(event, RequestHandler.of(function));
    }

    /** Answers each event of a name without regard to its arguments. */
    default Socket onRequest(String event, EventFunction.Zero function) {
        return socket().on(event, RequestHandler.of(function));
    }

    /** Answers each event of a name with its first argument. */
    default <A> Socket onRequest(String event, Class<A> a, EventFunction.One<A> function) {
        return onRequest(event, TypeRef.of(a), function);
    }

    /** Answers each event of a name with its first argument. */
    default <A extends @Nullable Object> Socket onRequest(String event, TypeRef<A> a, EventFunction.One<A> function) {
        return socket().on(event, RequestHandler.of(a, function));
    }

    /** Answers each event of a name with its first two arguments. */
    default <A, B> Socket onRequest(String event, Class<A> a, Class<B> b, EventFunction.Two<A, B> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), function);
    }

    /** Answers each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> Socket onRequest(
            String event, TypeRef<A> a, TypeRef<B> b, EventFunction.Two<A, B> function) {
        return socket().on(event, RequestHandler.of(a, b, function));
    }

    /** Answers each event of a name with its first three arguments. */
    default <A, B, C> Socket onRequest(
            String event, Class<A> a, Class<B> b, Class<C> c, EventFunction.Three<A, B, C> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), function);
    }

    /** Answers each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Socket onRequest(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventFunction.Three<A, B, C> function) {
        return socket().on(event, RequestHandler.of(a, b, c, function));
    }

    /** Answers each event of a name with its first four arguments. */
    default <A, B, C, D> Socket onRequest(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventFunction.Four<A, B, C, D> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), function);
    }

    /** Answers each event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Socket onRequest(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventFunction.Four<A, B, C, D> function) {
        return socket().on(event, RequestHandler.of(a, b, c, d, function));
    }

    /** Answers each event of a name with its first five arguments. */
    default <A, B, C, D, E> Socket onRequest(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Class<D> d,
            Class<E> e,
            EventFunction.Five<A, B, C, D, E> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), TypeRef.of(e), function);
    }

    /** Answers each event of a name with its first five arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Socket onRequest(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventFunction.Five<A, B, C, D, E> function) {
        return socket().on(event, RequestHandler.of(a, b, c, d, e, function));
    }

    private Socket socket() {
        return (Socket) this;
    }
}
