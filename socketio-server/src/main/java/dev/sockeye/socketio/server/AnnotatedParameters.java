package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.TypeRef;
import dev.sockeye.socketio.server.AnnotatedMethod.Role;
import dev.sockeye.socketio.server.AnnotatedObject.Occasion;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** Knows what to pass to an annotated method. Immutable. */
final class AnnotatedParameters {
    private final Source[] sources;
    private final boolean takesAck;

    private AnnotatedParameters(Source[] sources, boolean takesAck) {
        this.sources = sources;
        this.takesAck = takesAck;
    }

    /** Is where the value of one parameter comes from. */
    private interface Source {
        @Nullable
        Object value(Occasion occasion);
    }

    static AnnotatedParameters of(Class<?> target, Method method, Role role) {
        var parameters = method.getParameters();
        var sources = new Source[parameters.length];
        var takesAck = false;
        var arguments = 0;
        for (var i = 0; i < sources.length; i++) {
            var parameter = parameters[i];
            takesAck |= parameter.getType() == Ack.class;
            var known = known(parameter.getType(), role);
            if (known != null) {
                sources[i] = known;
            } else if (role == Role.EVENT) {
                sources[i] = argument(target, method, parameter, arguments++);
            } else {
                throw new IllegalArgumentException(AnnotatedMethod.name(method) + ": parameter " + (i + 1) + " is a "
                        + parameter.getType().getSimpleName() + " (expected: " + expected(role) + ')');
            }
        }
        return new AnnotatedParameters(sources, takesAck);
    }

    private static @Nullable Source known(Class<?> type, Role role) {
        if (type == Socket.class) {
            return Occasion::socket;
        }
        if (type == Handshake.class) {
            return occasion -> occasion.socket().handshake();
        }
        if (type == Namespace.class) {
            return occasion -> occasion.socket().namespace();
        }
        if (type == SocketIoServer.class) {
            return occasion -> occasion.socket().server();
        }
        if (role == Role.DISCONNECT) {
            return type == DisconnectReason.class ? Occasion::reason : null;
        }
        if (role == Role.CONNECT) {
            return null;
        }
        if (type == Ack.class) {
            return Occasion::ack;
        }
        if (type == Args.class) {
            return Occasion::args;
        }
        return role == Role.ANY && type == String.class ? Occasion::event : null;
    }

    private static Source argument(Class<?> target, Method method, Parameter parameter, int index) {
        if (parameter.isVarArgs() && parameter.getType() != byte[].class) {
            var component = parameter.getType().getComponentType();
            var rest = TypeRef.rest(TypeRef.declared(component, false));
            return occasion -> array(
                    component, (List<?>) Objects.requireNonNull(args(occasion).bind(index, rest)));
        }
        var annotated = parameter.getAnnotatedType();
        var nullable = TypeRef.marked(annotated.getAnnotations()) || TypeRef.marked(parameter.getAnnotations());
        var type = TypeRef.declared(resolved(target, method, annotated.getType()), nullable);
        return occasion -> args(occasion).bind(index, type);
    }

    private static Args args(Occasion occasion) {
        return Objects.requireNonNull(occasion.args());
    }

    private static Object array(Class<?> component, List<?> values) {
        var array = Array.newInstance(component, values.size());
        for (var i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    /** Returns a type in which variables of a generic superclass are replaced by what the object's class says. */
    private static Type resolved(Class<?> target, Method method, Type type) {
        if (type instanceof Class<?> || method.getDeclaringClass().getTypeParameters().length == 0) {
            return type;
        }
        var types = TypeFactory.createDefaultInstance();
        var declaring = types.constructType(target).findSuperType(method.getDeclaringClass());
        JavaType found = types.resolveMemberType(type, declaring.getBindings());
        return found.containedTypeCount() == 0 && !found.isContainerType() ? found.getRawClass() : found;
    }

    private static String expected(Role role) {
        return switch (role) {
            case CONNECT -> "Socket, Handshake, Namespace or SocketIoServer";
            case DISCONNECT -> "DisconnectReason, Socket, Handshake, Namespace or SocketIoServer";
            case ANY -> "String for the event's name, Args, Ack, Socket, Handshake, Namespace or SocketIoServer";
            case EVENT -> "anything";
        };
    }

    boolean takesAck() {
        return takesAck;
    }

    @Nullable
    Object[] values(Occasion occasion) {
        var values = new @Nullable Object[sources.length];
        for (var i = 0; i < values.length; i++) {
            values[i] = sources[i].value(occasion);
        }
        return values;
    }
}
