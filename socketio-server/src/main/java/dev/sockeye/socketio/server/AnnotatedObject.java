package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.server.annotation.OnAny;
import dev.sockeye.socketio.server.annotation.OnConnect;
import dev.sockeye.socketio.server.annotation.OnDisconnect;
import dev.sockeye.socketio.server.annotation.OnEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Is an object whose annotated methods handle what happens to sockets. Its methods are looked up once; immutable then. */
final class AnnotatedObject implements Consumer<Socket> {
    private final List<AnnotatedMethod> connect = new ArrayList<>(1);
    private final List<AnnotatedMethod> disconnect = new ArrayList<>(1);
    private final List<AnnotatedMethod> any = new ArrayList<>(1);
    private final Map<String, AnnotatedMethod> events = new LinkedHashMap<>();

    private AnnotatedObject(Object target) {
        for (var method : AnnotatedMethods.of(target.getClass())) {
            if (method.annotation(OnConnect.class) != null) {
                connect.add(AnnotatedMethod.of(target, method, AnnotatedMethod.Role.CONNECT));
            }
            if (method.annotation(OnDisconnect.class) != null) {
                disconnect.add(AnnotatedMethod.of(target, method, AnnotatedMethod.Role.DISCONNECT));
            }
            if (method.annotation(OnAny.class) != null) {
                any.add(AnnotatedMethod.of(target, method, AnnotatedMethod.Role.ANY));
            }
            var handled = method.annotation(OnEvent.class);
            if (handled != null) {
                add(handled.value(), AnnotatedMethod.of(target, method, AnnotatedMethod.Role.EVENT));
            }
        }
        if (connect.isEmpty() && disconnect.isEmpty() && any.isEmpty() && events.isEmpty()) {
            throw new IllegalArgumentException(target.getClass().getName()
                    + ": no annotated method (expected: @OnConnect, @OnDisconnect, @OnEvent or @OnAny)");
        }
    }

    private void add(String[] names, AnnotatedMethod method) {
        if (names.length == 0) {
            throw new IllegalArgumentException(method + ": @OnEvent without a name (expected: at least one)");
        }
        for (var name : names) {
            try {
                ReservedNames.checkHandler(name);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(method + ": " + e.getMessage(), e);
            }
            var other = events.putIfAbsent(name, method);
            if (other != null) {
                throw new IllegalArgumentException(method + ": \"" + name + "\" is handled by " + other
                        + " (expected: one method for each event)");
            }
        }
    }

    /** Looks through the methods of an object whose handlers are to listen to sockets that connect. */
    static AnnotatedObject of(Object target) {
        return new AnnotatedObject(target);
    }

    /** Looks through the methods of an object whose handlers are to listen to a socket that is there. */
    static AnnotatedObject ofOneSocket(Object target) {
        var object = new AnnotatedObject(target);
        if (!object.connect.isEmpty()) {
            throw new IllegalArgumentException(object.connect.get(0)
                    + ": @OnConnect for a socket that is there (expected: register with the namespace)");
        }
        return object;
    }

    /** Lets the methods listen to a socket, then tells those that want to know that it has connected. */
    @Override
    public void accept(Socket socket) {
        events.forEach(socket::on);
        for (var method : any) {
            socket.onAny((event, args, ack) -> method.invoke(new Occasion(socket, event, args, ack, null)));
        }
        for (var method : disconnect) {
            socket.onDisconnect(reason ->
                    tell(method, new Occasion(socket, null, null, null, reason), ServerError.Kind.DISCONNECT_HANDLER));
        }
        for (var method : connect) {
            tell(method, new Occasion(socket, null, null, null, null), ServerError.Kind.CONNECTION_HANDLER);
        }
    }

    private static void tell(AnnotatedMethod method, Occasion occasion, ServerError.Kind kind) {
        try {
            method.invoke(occasion);
        } catch (Throwable e) {
            occasion.socket().server().error(kind, e, occasion.socket(), null);
        }
    }

    /** Is what a method is called for. */
    record Occasion(
            Socket socket,
            @Nullable String event,
            @Nullable Args args,
            @Nullable Ack ack,
            @Nullable DisconnectReason reason) {}
}
