package dev.sockeye.interop.parity;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.server.Handshake;
import dev.sockeye.socketio.server.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Does what the client asks for with {@code do(operation, ...)}: acknowledges with null and the result, or with the text of
 * what went wrong. Confined to the socket's handlers.
 */
final class Operations {
    private final ParityNamespaces namespaces;
    private final Socket socket;
    private final Observations observations = new Observations();

    Operations(ParityNamespaces namespaces, Socket socket) {
        this.namespaces = namespaces;
        this.socket = socket;
    }

    void install() {
        socket.on("do", this::answer);
        socket.on("1", (args, ack) -> ack.send("integer", args.encoded().size()));
        socket.on("echo", (args, ack) -> ack.send(args));
        socket.on("decoded", (args, ack) -> ack.send(Call.trees(args)));
        socket.on("dates", (args, ack) -> ack.send(args.list(Instant.class).toArray()));
        socket.on("back", (args, ack) -> socket.emit("back", args));
        socket.on("twice", (args, ack) -> {
            ack.send("first");
            ack.send("second");
        });
        socket.on("throw", () -> {
            throw new IllegalStateException("a handler that fails");
        });
        socket.on("block", Integer.class, millis -> Thread.sleep(millis));
        socket.on("block-for-ever", () -> new CountDownLatch(1).await());
        socket.on("wants-a-number", Integer.class, (number, ack) -> ack.send(number));
    }

    private void answer(Args args, Ack ack) {
        Object result;
        try {
            result = perform(new Call(socket, args, 0));
        } catch (RuntimeException e) {
            ack.send(text(e));
            return;
        }
        if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    ack.send(null, value);
                } else {
                    ack.send(text(failure));
                }
            });
        } else {
            ack.send(null, result);
        }
    }

    private static String text(Throwable problem) {
        var inner = problem.getCause();
        var cause = problem instanceof CompletionException && inner != null ? inner : problem;
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private @Nullable Object perform(Call call) {
        return switch (call.name()) {
            case "as" -> perform(call.inner(other(call.text(0)), 1));
            case "info" -> info(call.socket());
            case "handshake" -> handshake(call.socket().handshake());
            case "nodes" -> namespaces.urls;
            case "namespaces" -> namespaces();
            case "heard" -> namespaces.heard;
            case "created" -> namespaces.created;
            case "errors" -> namespaces.errors;
            case "create" ->
                namespaces.io.of(call.text(0)).onConnection(namespaces::serve).name();
            case "data" -> call.socket().data().put(call.text(0), call.rest(1)[0]);
            case "join" -> done(() -> call.socket().join(call.texts(0)));
            case "leave" -> done(() -> call.socket().leave(call.text(0)));
            case "leaveAll" -> done(() -> call.socket().leaveAll());
            case "rooms" -> call.socket().rooms();
            case "direct" -> done(() -> call.socket().emit(call.text(0), call.rest(1)));
            case "send" -> done(() -> call.socket().send(call.rest(0)));
            case "burst" -> done(() -> burst(call));
            case "disconnect" -> done(() -> call.socket().disconnect(call.flag(0)));
            case "disconnect-then" -> done(() -> disconnectThenUse(call.socket()));
            case "close-connection" -> done(() -> call.socket().conn().close());
            case "close-server" -> done(() -> namespaces.io.close());
            case "drain" -> done(() -> namespaces.io.drain(Duration.ofMillis(call.number(0))));
            case "ask" -> ask(call);
            case "watch-events" -> done(() -> observations.begin(call.socket()));
            case "unwatch-events" -> done(() -> observations.end(call.socket()));
            case "seen" -> observations.seen();
            case "guard-events" -> done(() -> observations.guard(call.socket()));
            default -> operate(call);
        };
    }

    private @Nullable Object operate(Call call) {
        var operator = Selection.of(namespaces, call, call.tree(0));
        return switch (call.name()) {
            case "emit" -> done(() -> operator.emit(call.text(1), call.rest(2)));
            case "send-to" -> done(() -> operator.send(call.rest(1)));
            case "interleaved" ->
                done(() -> {
                    var other = namespaces.io.to(call.text(1));
                    operator.emit("mine");
                    other.emit("other");
                });
            default -> ClusterOperations.perform(operator, namespaces, call);
        };
    }

    private Socket other(String id) {
        return socket.namespace().socket(id).orElseThrow();
    }

    private static @Nullable Object done(Runnable action) {
        action.run();
        return null;
    }

    private static Object info(Socket socket) {
        var conn = socket.conn();
        return Map.of(
                "id", socket.id(),
                "namespace", socket.namespace().name(),
                "connected", socket.connected(),
                "rooms", socket.rooms(),
                "data", socket.data(),
                "transport", conn.transport(),
                "upgraded", conn.upgraded(),
                "revision", conn.revision().number());
    }

    private static Object handshake(Handshake handshake) {
        return Map.of(
                "headers", handshake.headers().first("x-parity").orElse(""),
                "query", handshake.query(),
                "auth", handshake.auth(),
                "url", handshake.url(),
                "secure", handshake.secure(),
                "xdomain", handshake.xdomain(),
                "address", handshake.address().getAddress().getHostAddress(),
                "issued", handshake.issued().toEpochMilli());
    }

    private Object namespaces() {
        var all = new TreeMap<String, Object>();
        namespaces
                .io
                .namespaces()
                .forEach(one -> all.put(one.name(), one.sockets().size()));
        return all;
    }

    private static void burst(Call call) {
        for (var i = 0; i < call.number(1); i++) {
            if (call.text(0).equals("volatile")) {
                call.socket().asVolatile().emit("burst", i);
            } else {
                call.socket().emit("burst", i);
            }
        }
    }

    /** None of this may have an effect, or leave a room behind. */
    private static void disconnectThenUse(Socket socket) {
        socket.disconnect();
        socket.join("ghost");
        socket.emit("too-late");
        socket.disconnect(true);
    }

    private static CompletionStage<Object> ask(Call call) {
        var name = call.text(1);
        var answer = call.optional(0, Integer.class)
                .map(millis -> call.socket().timeout(Duration.ofMillis(millis)).emitWithAck(name, call.rest(2)))
                .orElseGet(() -> call.socket().emitWithAck(name, call.rest(2)));
        return answer.handle((values, failure) -> {
            if (failure == null) {
                return Map.of("values", Call.values(values));
            }
            return Map.of("failure", failure instanceof AckTimeoutException ? "timeout" : text(failure));
        });
    }
}
