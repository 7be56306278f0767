package dev.sockeye.interop.client;

import dev.sockeye.socketio.events.TypeRef;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Is the server of {@code exam.mjs}, on Sockeye. A process of its own, with the same options; it can neither lose a
 * connection nor send garbage.
 */
public final class ExamServer {
    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();
    private final Set<String> deaf = ConcurrentHashMap.newKeySet();

    private ExamServer() {}

    /** Is what a client is greeted with. */
    private record Welcome(String id, boolean recovered) {}

    /** Tells a refused client more. */
    private record Hint(int code, String hint) {}

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        var io = builder(List.of(args)).build();
        new ExamServer().install(io);
        var host = NettyHost.builder(io)
                .host("127.0.0.1")
                .port(number(List.of(args), "--port", 0))
                .beforeClose(io::close)
                .bind();
        System.out.println("exam ready on http://127.0.0.1:" + host.port());
    }

    private static SocketIoServerBuilder builder(List<String> args) {
        var builder = SocketIoServer.builder().engine(engine -> {
            if (args.contains("--ping-interval")) {
                engine.pingInterval(Duration.ofMillis(number(args, "--ping-interval", 0)));
            }
            if (args.contains("--ping-timeout")) {
                engine.pingTimeout(Duration.ofMillis(number(args, "--ping-timeout", 0)));
            }
            if (args.contains("--max-payload")) {
                engine.maxHttpBufferSize(number(args, "--max-payload", 0));
            }
            if (args.contains("--only-4")) {
                engine.allowEIO3(false);
            }
        });
        if (args.contains("--recovery")) {
            builder.connectionStateRecovery(RecoveryOptions.defaults());
        }
        if (args.contains("--parser")) {
            builder.parser(MessagePackParser.INSTANCE);
        }
        return builder;
    }

    private static int number(List<String> args, String option, int otherwise) {
        var at = args.indexOf(option);
        return at < 0 ? otherwise : Integer.parseInt(args.get(at + 1));
    }

    private void install(SocketIoServer io) {
        io.onConnection(this::examine);
        io.of("/chat").onConnection(this::examine);
        io.of("/guarded")
                .use(socket -> {
                    if (!socket.handshake().auth("token").equals(Optional.of("let-me-in"))) {
                        throw new ConnectRefusedException("Not authorized", new Hint(401, "token"));
                    }
                })
                .onConnection(this::examine);
    }

    private void examine(Socket socket) {
        socket.emit("welcome", new Welcome(socket.id(), socket.recovered()));
        socket.on("echo", (args, ack) -> socket.emit("echo", args));
        socket.on("ack", (args, ack) -> ack.send(args));
        socket.on(
                "slow",
                Integer.class,
                (ms, ack) -> CompletableFuture.delayedExecutor(ms, TimeUnit.MILLISECONDS)
                        .execute(() -> ack.send("late")));
        socket.on("never", () -> {});
        socket.on("seen", Integer.class, (n, ack) -> {
            seen.add(n);
            ack.send(seen.size());
        });
        socket.on("what was seen", ack -> ack.send(List.copyOf(seen)));
        socket.on("deaf once", String.class, (key, ack) -> {
            if (!deaf.add(key)) {
                deaf.remove(key);
                ack.send("at last");
            }
        });
        socket.on(
                "ask",
                (args, ack) ->
                        socket.emitWithAck("question", args).thenAccept(answer -> socket.emit("answered", answer)));
        socket.on("burst", Integer.class, n -> {
            for (var i = 0; i < n; i++) {
                socket.emit("burst", i);
            }
        });
        socket.on("handshake", ack -> ack.send(handshake(socket)));
        socket.on("transport", ack -> ack.send(socket.conn().transport()));
        rooms(socket);
        socket.on("kick", TypeRef.of(Boolean.class), close -> socket.disconnect(close != null && close));
        socket.on("close connection", () -> socket.conn().close());
        socket.on("volatile", (args, ack) -> socket.asVolatile().emit("volatile", args));
    }

    private static void rooms(Socket socket) {
        socket.on("join", String.class, (room, ack) -> {
            socket.join(room);
            ack.send("joined");
        });
        socket.on(
                "say",
                String.class,
                String.class,
                (room, what) -> socket.namespace().to(room).emit("said", what));
        socket.on("number to all", Integer.class, Integer.class, (from, to) -> {
            for (var i = from; i < to; i++) {
                socket.namespace().emit("number", i);
            }
        });
    }

    private static Map<String, Object> handshake(Socket socket) {
        var headers = new TreeMap<String, String>();
        socket.handshake().headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return Map.of(
                "query", socket.handshake().query(), "auth", socket.handshake().auth(), "headers", headers);
    }
}
