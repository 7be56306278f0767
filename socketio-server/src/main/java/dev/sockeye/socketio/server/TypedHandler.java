package dev.sockeye.socketio.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds the first arguments of an event to types before it calls the application's handler. Immutable; what was
 * registered is kept beside, so that it can be found again.
 */
@SuppressWarnings("unchecked") // Arguments are bound to the very types that the handler declares.
final class TypedHandler implements EventHandler {
    private final Object registered;
    private final List<TypeRef<?>> types;
    private final Call call;

    private TypedHandler(Object registered, List<TypeRef<?>> types, Call call) {
        this.registered = registered;
        this.types = types;
        this.call = call;
    }

    /** Calls the application's handler with bound arguments. */
    private interface Call {
        void call(@Nullable Object[] bound, Ack ack) throws Exception;
    }

    static TypedHandler of(Zero handler) {
        return new TypedHandler(handler, List.of(), (bound, ack) -> handler.handle());
    }

    static TypedHandler of(ZeroAck handler) {
        return new TypedHandler(handler, List.of(), (bound, ack) -> handler.handle(ack));
    }

    static <A extends @Nullable Object> TypedHandler of(TypeRef<A> a, One<A> handler) {
        return new TypedHandler(handler, List.of(a), (bound, ack) -> handler.handle((A) bound[0]));
    }

    static <A extends @Nullable Object> TypedHandler of(TypeRef<A> a, OneAck<A> handler) {
        return new TypedHandler(handler, List.of(a), (bound, ack) -> handler.handle((A) bound[0], ack));
    }

    static <A extends @Nullable Object, B extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, Two<A, B> handler) {
        return new TypedHandler(handler, List.of(a, b), (bound, ack) -> handler.handle((A) bound[0], (B) bound[1]));
    }

    static <A extends @Nullable Object, B extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TwoAck<A, B> handler) {
        return new TypedHandler(
                handler, List.of(a, b), (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], ack));
    }

    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, Three<A, B, C> handler) {
        return new TypedHandler(
                handler, List.of(a, b, c), (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2]));
    }

    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> TypedHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, ThreeAck<A, B, C> handler) {
        return new TypedHandler(
                handler,
                List.of(a, b, c),
                (bound, ack) -> handler.handle((A) bound[0], (B) bound[1], (C) bound[2], ack));
    }

    @Override
    public void handle(Args args, Ack ack) throws Exception {
        var bound = new @Nullable Object[types.size()];
        for (var i = 0; i < bound.length; i++) {
            bound[i] = args.bind(i, types.get(i));
        }
        call.call(bound, ack);
    }

    boolean registeredAs(Object handler) {
        return registered == handler;
    }
}
