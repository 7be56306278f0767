package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.Registered;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Is an annotated method of one object, ready to be called: no reflection is left for the calls. Immutable. */
final class AnnotatedMethod implements SocketHandler, Registered {
    private final Object target;
    private final String name;
    private final MethodHandle handle;
    private final AnnotatedParameters parameters;
    // Whether the returned value says no more than that all is done.
    private final boolean silent;

    private AnnotatedMethod(Object target, Method method, Role role) {
        this.target = target;
        name = name(method);
        parameters = AnnotatedParameters.of(target.getClass(), method, role);
        silent = silent(method);
        if (method.getReturnType() != void.class && (role != Role.EVENT || parameters.takesAck())) {
            throw new IllegalArgumentException(name + ": returns "
                    + method.getReturnType().getSimpleName()
                    + (role == Role.EVENT ? " and takes an Ack (expected: one of the two)" : " (expected: void)"));
        }
        var resolved = resolve(method);
        var bound = Modifier.isStatic(method.getModifiers()) ? resolved : resolved.bindTo(target);
        handle = bound.asFixedArity()
                .asSpreader(Object[].class, method.getParameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    /** Lists what methods are called for. */
    enum Role {
        CONNECT,
        DISCONNECT,
        EVENT,
        ANY
    }

    static AnnotatedMethod of(Object target, AnnotatedMethods.Found found, Role role) {
        return new AnnotatedMethod(target, found.method(), role);
    }

    private MethodHandle resolve(Method method) {
        try {
            return MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method);
        } catch (IllegalAccessException closed) {
            try {
                // A module may export what it does not open, and open at run time what it does not export.
                if (!Modifier.isPublic(method.getModifiers())) {
                    method.setAccessible(true);
                }
                return MethodHandles.lookup().unreflect(method);
            } catch (IllegalAccessException | InaccessibleObjectException e) {
                throw new IllegalArgumentException(
                        name
                                + ": not accessible (expected: a public method of an exported package, or a package opened to "
                                + "dev.sockeye.socketio.server)",
                        e);
            }
        }
    }

    private static boolean silent(Method method) {
        var type = method.getGenericReturnType();
        return type == void.class
                || type == Void.class
                || (type instanceof ParameterizedType generic
                        && CompletionStage.class.isAssignableFrom(method.getReturnType())
                        && generic.getActualTypeArguments()[0] == Void.class);
    }

    @Override
    public void handle(Socket socket, String event, Args args, Ack ack) throws Exception {
        var occasion = new AnnotatedObject.Occasion(socket, event, args, ack, null);
        if (parameters.takesAck()) {
            invoke(occasion);
            return;
        }
        var reply = new Reply(socket, event, ack);
        try {
            reply.with(invoke(occasion), silent);
        } catch (Throwable e) {
            reply.failed(e);
        }
    }

    /** Calls the method. On the handler executor. */
    @Nullable
    Object invoke(AnnotatedObject.Occasion occasion) throws Exception {
        var values = parameters.values(occasion);
        try {
            return (Object) handle.invokeExact(values);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean registeredAs(Object object) {
        return object == target;
    }

    static String name(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", method.getDeclaringClass().getSimpleName() + '.' + method.getName() + '(', ")"));
    }

    /** Names class, method and types of the parameters. */
    @Override
    public String toString() {
        return name;
    }
}
