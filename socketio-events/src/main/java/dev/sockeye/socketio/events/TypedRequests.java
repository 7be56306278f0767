package dev.sockeye.socketio.events;

import org.jspecify.annotations.Nullable;

/**
 * Registers functions whose results answer events. Any thread.
 *
 * <p>Whoever waits for an answer gets one in any case: the result, or that of the stage that is returned; an error
 * object where the arguments do not fit, the function refuses with an {@link EventRefusedException}, or it fails. Failures
 * go to the error hook as well. Where no answer is wanted the result is dropped.
 *
 * @param <S> what the methods return: the socket itself
 */
public interface TypedRequests<S> {
    /** Handles each event of a name, whatever its arguments are. */
    S on(String event, EventHandler handler);

    /** Answers each event of a name, whatever its arguments are. */
    default S onRequest(String event, EventFunction function) {
        return on(event, RequestHandler.of(function));
    }

    /** Answers each event of a name without regard to its arguments. */
    default S onRequest(String event, EventFunction.Zero function) {
        return on(event, RequestHandler.of(function));
    }

    /** Answers each event of a name with its first argument. */
    default <A> S onRequest(String event, Class<A> a, EventFunction.One<A> function) {
        return onRequest(event, TypeRef.of(a), function);
    }

    /** Answers each event of a name with its first argument. */
    default <A extends @Nullable Object> S onRequest(String event, TypeRef<A> a, EventFunction.One<A> function) {
        return on(event, RequestHandler.of(a, function));
    }

    /** Answers each event of a name with its first two arguments. */
    default <A, B> S onRequest(String event, Class<A> a, Class<B> b, EventFunction.Two<A, B> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), function);
    }

    /** Answers each event of a name with its first two arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object> S onRequest(
            String event, TypeRef<A> a, TypeRef<B> b, EventFunction.Two<A, B> function) {
        return on(event, RequestHandler.of(a, b, function));
    }

    /** Answers each event of a name with its first three arguments. */
    default <A, B, C> S onRequest(
            String event, Class<A> a, Class<B> b, Class<C> c, EventFunction.Three<A, B, C> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), function);
    }

    /** Answers each event of a name with its first three arguments. */
    default <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> S onRequest(
            String event, TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventFunction.Three<A, B, C> function) {
        return on(event, RequestHandler.of(a, b, c, function));
    }

    /** Answers each event of a name with its first four arguments. */
    default <A, B, C, D> S onRequest(
            String event, Class<A> a, Class<B> b, Class<C> c, Class<D> d, EventFunction.Four<A, B, C, D> function) {
        return onRequest(event, TypeRef.of(a), TypeRef.of(b), TypeRef.of(c), TypeRef.of(d), function);
    }

    /** Answers each event of a name with its first four arguments. */
    default <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            S onRequest(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    EventFunction.Four<A, B, C, D> function) {
        return on(event, RequestHandler.of(a, b, c, d, function));
    }

    /** Answers each event of a name with its first five arguments. */
    default <A, B, C, D, E> S onRequest(
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
            S onRequest(
                    String event,
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventFunction.Five<A, B, C, D, E> function) {
        return on(event, RequestHandler.of(a, b, c, d, e, function));
    }
}
