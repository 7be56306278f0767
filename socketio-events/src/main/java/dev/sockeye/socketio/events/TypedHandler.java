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
    private final List<TypeRef<?>> types;
    private final Call call;

    private TypedHandler(Object registered, List<TypeRef<?>> types, Call call) {
        this.registered = registered;
        this.types = Signature.checked(types);
        this.call = call;
    }

    /** Calls the application's handler with bound arguments; is the same for all handlers of one kind. */
    private interface Call {
        void call(Object handler, @Nullable Object[] bound, Ack ack) throws Exception;
    }

    /** Wraps a handler without arguments. */
    public static TypedHandler of(Zero handler) {
        return new TypedHandler(handler, List.of(), (to, bound, ack) -> ((Zero) to).handle());
    }

    /** Wraps an answering handler without arguments. */
    public static TypedHandler of(ZeroAck handler) {
        return new TypedHandler(handler, List.of(), (to, bound, ack) -> ((ZeroAck) to).handle(ack));
    }

    /** Binds one argument. */
    public static <A extends @Nullable Object> TypedHandler of(TypeRef<A> a, One<A> handler) {
        return new TypedHandler(handler, List.of(a), (to, bound, ack) -> ((One<A>) to).handle((A) bound[0]));
    }

    /** Binds one argument for an answering handler. */
    public static <A extends @Nullable Object> TypedHandler of(TypeRef<A> a, OneAck<A> handler) {
        return new TypedHandler(handler, List.of(a), (to, bound, ack) -> ((OneAck<A>) to).handle((A) bound[0], ack));
    }

    /** Binds two arguments. */
    public static <A extends @Nullable Object, B extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, Two<A, B> handler) {
        return new TypedHandler(
                handler, List.of(a, b), (to, bound, ack) -> ((Two<A, B>) to).handle((A) bound[0], (B) bound[1]));
    }

    /** Binds two arguments for an answering handler. */
    public static <A extends @Nullable Object, B extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TwoAck<A, B> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b),
                (to, bound, ack) -> ((TwoAck<A, B>) to).handle((A) bound[0], (B) bound[1], ack));
    }

    /** Binds three arguments. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, Three<A, B, C> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c),
                (to, bound, ack) -> ((Three<A, B, C>) to).handle((A) bound[0], (B) bound[1], (C) bound[2]));
    }

    /** Binds three arguments for an answering handler. */
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, ThreeAck<A, B, C> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c),
                (to, bound, ack) -> ((ThreeAck<A, B, C>) to).handle((A) bound[0], (B) bound[1], (C) bound[2], ack));
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
                (to, bound, ack) ->
                        ((Four<A, B, C, D>) to).handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3]));
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
                (to, bound, ack) ->
                        ((FourAck<A, B, C, D>) to).handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], ack));
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
                (to, bound, ack) -> ((Five<A, B, C, D, E>) to)
                        .handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], (E) bound[4]));
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
                (to, bound, ack) -> ((FiveAck<A, B, C, D, E>) to)
                        .handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], (E) bound[4], ack));
    }

    @Override
    public void handle(Args args, Ack ack) throws Exception {
        call.call(registered, Signature.bind(types, args), ack);
    }

    @Override
    public boolean registeredAs(Object handler) {
        return registered == handler;
    }
}
