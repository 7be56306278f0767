package dev.sockeye.socketio.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds the first arguments of an event to types before it calls the application's handler. Immutable; what was
 * registered is kept beside, so that it can be found again.
 */
@SuppressWarnings("unchecked") // Arguments are bound to the very types that the handler declares.
public final class TypedHandler implements EventHandler, Registered {
    private final Object registered;
    private final Signature signature;
    private final Call call;

    private TypedHandler(Object registered, List<TypeRef<?>> types, Call call) {
        this.registered = registered;
        this.signature = new Signature(types);
        this.call = call;
    }

    /** Calls the application's handler with bound arguments. */
    private interface Call {
        void call(@Nullable Object[] bound, Ack ack) throws Exception;
    }

    /** Wraps a handler without arguments. */
    public static TypedHandler of(Zero handler) {
        return new TypedHandler(handler, List.of(), (bound, ack) -> handler.handle());
    }

    /** Wraps an answering handler without arguments. */
    public static TypedHandler of(ZeroAck handler) {
        return new TypedHandler(handler, List.of(), (bound, ack) -> handler.handle(ack));
    }

    /** Binds one argument. */
    public static <A extends @Nullable Object> TypedHandler of(TypeRef<A> a, One<A> handler) {
        return new TypedHandler(handler, List.of(a), (bound, ack) -> handler.handle((A) bound[0]));
    }

    /** Binds one argument for an answering handler. */
    public static <A extends @Nullable Object> TypedHandler of(TypeRef<A> a, OneAck<A> handler) {
        return new TypedHandler(handler, List.of(a), (bound, ack) -> handler.handle((A) bound[0], ack));
    }

    /** Binds two arguments. */
    public static <A extends @Nullable Object, B extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, Two<A, B> handler) {
        return new TypedHandler(handler, List.of(a, b), (bound, ack) -> handler.handle((A) bound[0], (B) bound[1]));
    }

    /** Binds two arguments for an answering handler. */
    public static <A extends @Nullable Object, B extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TwoAck<A, B> handler) {
        return new TypedHandler(
                handler, List.of(a, b), (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], ack));
    }

    /** Binds three arguments. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, Three<A, B, C> handler) {
        return new TypedHandler(
                handler, List.of(a, b, c), (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2]));
    }

    /** Binds three arguments for an answering handler. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, ThreeAck<A, B, C> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c),
                (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2], ack));
    }

    /** Binds four arguments. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            TypedHandler of(TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, TypeRef<D> d, Four<A, B, C, D> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c, d),
                (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3]));
    }

    /** Binds four arguments for an answering handler. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            TypedHandler of(TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, TypeRef<D> d, FourAck<A, B, C, D> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c, d),
                (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], ack));
    }

    /** Binds five arguments. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            TypedHandler of(
                    TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, TypeRef<D> d, TypeRef<E> e, Five<A, B, C, D, E> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c, d, e),
                (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], (E) bound[4]));
    }

    /** Binds five arguments for an answering handler. */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            TypedHandler of(
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    FiveAck<A, B, C, D, E> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c, d, e),
                (bound, ack) ->
                        handler.handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], (E) bound[4], ack));
    }

    @Override
    public void handle(Args args, Ack ack) throws Exception {
        call.call(signature.bind(args), ack);
    }

    @Override
    public boolean registeredAs(Object handler) {
        return registered == handler;
    }
}
