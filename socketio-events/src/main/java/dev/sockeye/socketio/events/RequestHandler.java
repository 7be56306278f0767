package dev.sockeye.socketio.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers an event with what the application's function returns. For Sockeye's own modules. Immutable. */
@SuppressWarnings("unchecked") // Arguments are bound to the very types that the function declares.
public final class RequestHandler implements EventHandler, Registered {
    private final Object registered;
    private final Call call;

    private RequestHandler(Object registered, Call call) {
        this.registered = registered;
        this.call = call;
    }

    private RequestHandler(Object registered, List<TypeRef<?>> types, BoundCall call) {
        this.registered = registered;
        var checked = Signature.checked(types);
        this.call = args -> call.call(Signature.bind(checked, args));
    }

    /** Calls the application's function. */
    private interface Call {
        @Nullable
        Object call(Args args) throws Exception;
    }

    /** Calls the application's function with bound arguments. */
    private interface BoundCall {
        @Nullable
        Object call(@Nullable Object[] bound) throws Exception;
    }

    static RequestHandler of(EventFunction function) {
        return new RequestHandler(function, function::handle);
    }

    static RequestHandler of(EventFunction.Zero function) {
        return new RequestHandler(function, List.of(), bound -> function.handle());
    }

    static <A extends @Nullable Object> RequestHandler of(TypeRef<A> a, EventFunction.One<A> function) {
        return new RequestHandler(function, List.of(a), bound -> function.handle((A) bound[0]));
    }

    static <A extends @Nullable Object, B extends @Nullable Object> RequestHandler of(
            TypeRef<A> a, TypeRef<B> b, EventFunction.Two<A, B> function) {
        return new RequestHandler(function, List.of(a, b), bound -> function.handle((A) bound[0], (B) bound[1]));
    }

    static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> RequestHandler of(
            TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, EventFunction.Three<A, B, C> function) {
        return new RequestHandler(
                function, List.of(a, b, c), bound -> function.handle((A) bound[0], (B) bound[1], (C) bound[2]));
    }

    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            RequestHandler of(
                    TypeRef<A> a, TypeRef<B> b, TypeRef<C> c, TypeRef<D> d, EventFunction.Four<A, B, C, D> function) {
        return new RequestHandler(
                function,
                List.of(a, b, c, d),
                bound -> function.handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3]));
    }

    static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            RequestHandler of(
                    TypeRef<A> a,
                    TypeRef<B> b,
                    TypeRef<C> c,
                    TypeRef<D> d,
                    TypeRef<E> e,
                    EventFunction.Five<A, B, C, D, E> function) {
        return new RequestHandler(
                function,
                List.of(a, b, c, d, e),
                bound -> function.handle((A) bound[0], (B) bound[1], (C) bound[2], (D) bound[3], (E) bound[4]));
    }

    /**
     * Calls the function; whoever calls it looks after the answer, also where it throws.
     *
     * @return the answer, or a stage of it
     */
    public @Nullable Object call(Args args) throws Exception {
        return call.call(args);
    }

    /** Answers with what the function returns at once; whoever knows stages and failures calls {@link #call}. */
    @Override
    public void handle(Args args, Ack ack) throws Exception {
        var result = call(args);
        if (result instanceof Args arguments) {
            ack.send(arguments);
        } else {
            ack.send(new @Nullable Object[] {result});
        }
    }

    @Override
    public boolean registeredAs(Object function) {
        return registered == function;
    }
}
