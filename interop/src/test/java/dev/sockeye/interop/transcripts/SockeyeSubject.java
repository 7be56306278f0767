package dev.sockeye.interop.transcripts;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.Admission;
import dev.sockeye.engineio.server.CookieOptions;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.JsonpMode;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.Middleware;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/**
 * Sockeye, configured like the server of a recording: for 2.5.1 with its profile of that version, for 4.8.4 with its
 * defaults and what is on by default there (JSONP) or off (clients of revision 3).
 */
final class SockeyeSubject implements Subject {
    private final SocketIoServer io;
    private final NettyHost host;
    private final int bytes;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private SockeyeSubject(Setup setup) {
        bytes = setup.config().get("bytes").asInt();
        io = server(setup);
        if (setup.config().has("rootMiddleware")) {
            io.use((Middleware.Check) socket -> {});
        }
        io.of("/admin");
        io.of("/mw").use((Middleware.Check) socket -> {
            throw new ConnectRefusedException("nope", Map.of("code", 1));
        });
        io.of("/mw2").use((Middleware.Check) socket -> {
            throw new ConnectRefusedException("plain");
        });
        io.onConnection(this::connected);
        host = NettyHost.builder(io)
                .host("127.0.0.1")
                .threads(1)
                .daemon(true)
                .fallback(new Application())
                .bind();
    }

    static Subject start(Setup setup) {
        return new SockeyeSubject(setup);
    }

    @Override
    public int port() {
        return host.port();
    }

    @Override
    public List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public void disconnect(boolean close) {
        sockets.get(sockets.size() - 1).disconnect(close);
    }

    @Override
    public void shutdown() {
        io.close();
    }

    @Override
    public void close() {
        io.close();
        host.closeAsync();
    }

    private void connected(Socket socket) {
        sockets.add(socket);
        socket.on("echo", (args, ack) -> {
            if (ack.wanted()) {
                ack.send(args);
            } else {
                socket.emit("echo", args);
            }
        });
        socket.on("bin", () -> socket.emit("bin", (Object) Arrays.copyOf(new byte[] {1, 2, 3, 4}, bytes)));
        socket.on("u", () -> socket.emit("u", "\u20ac\ud83d\ude00\u2028\"\\n"));
        socket.on("big", () -> socket.emit("big", "x".repeat(2000)));
        socket.onDisconnect(reason -> log.add("/ disconnect: " + reason.text()));
        // Last: who has seen this line may have the socket disconnected.
        log.add("connection / id=" + socket.id().length() + " chars");
    }

    private static SocketIoServer server(Setup setup) {
        JsonNode config = setup.config();
        boolean second = setup.version().startsWith("2");
        EngineOptions.Builder engine = second ? secondGeneration(config) : EngineOptions.builder();
        if (!second) {
            engine.jsonp(JsonpMode.ON).allowEIO3(config.has("allowEIO3"));
        }
        // Polling sessions without a poll wait so long for one that can be told of a shutdown.
        engine.shutdownGrace(Duration.ofMillis(300));
        config.forEachEntry((name, value) -> {
            switch (name) {
                case "pingInterval" -> engine.pingInterval(millis(value));
                case "pingTimeout" -> engine.pingTimeout(millis(value));
                case "upgradeTimeout" -> engine.upgradeTimeout(millis(value));
                case "maxHttpBufferSize" -> engine.maxHttpBufferSize(value.asLong());
                case "transports" -> engine.transports(strings(value));
                case "addTrailingSlash" -> engine.addTrailingSlash(value.asBoolean());
                case "cookie" -> {
                    if (value.asBoolean()) {
                        engine.cookie(new CookieOptions("io"));
                    }
                }
                case "allowRequest" -> allowRequest(engine, value.asString().contains("no way"));
                case "origins" -> engine.origins(strings(value).toArray(String[]::new));
                case "cors" -> engine.cors(cors(value));
                case "allowEIO3", "bytes", "rootMiddleware", "serveClient", "connectTimeout" -> {}
                case "handlePreflightRequest" -> handlePreflightRequest(engine, value.isString());
                default -> throw new IllegalArgumentException(name);
            }
        });
        return SocketIoServer.builder()
                .engine(engine.build())
                .serveClient(config.path("serveClient").asBoolean(true))
                .connectTimeout(Duration.ofMillis(config.path("connectTimeout").asLong(45_000)))
                .build();
    }

    private static EngineOptions.Builder secondGeneration(JsonNode config) {
        EngineOptions.Builder engine = EngineOptions.v2().toBuilder();
        return config.path("cookie").asBoolean(true) ? engine : engine.noCookie();
    }

    private static void handlePreflightRequest(EngineOptions.Builder engine, boolean hook) {
        if (hook) {
            engine.handlePreflightRequest(request -> new Response(
                    200,
                    Headers.of(
                            "Access-Control-Allow-Origin", "https://example.com",
                            "Access-Control-Allow-Methods", "GET,POST",
                            "Access-Control-Allow-Headers", "my-custom-header",
                            "Access-Control-Allow-Credentials", "true"),
                    Bytes.EMPTY));
        } else {
            engine.cors(EngineOptions.v2().cors().handlePreflightRequest(new Application()));
        }
    }

    private static void allowRequest(EngineOptions.Builder engine, boolean refusingAll) {
        engine.allowRequest(request -> CompletableFuture.completedFuture(
                refusingAll
                        ? Admission.refuse("no way")
                        : request.header("Origin").isEmpty() ? Admission.admit() : Admission.refuse()));
    }

    private static CorsPolicy cors(JsonNode config) {
        JsonNode origin = config.get("origin");
        CorsPolicy policy = CorsPolicy.origins(origin.isArray() ? strings(origin) : List.of(origin.asString()))
                .credentials(config.path("credentials").asBoolean(false));
        if (config.has("methods")) {
            policy = policy.methods(strings(config.get("methods")).toArray(String[]::new));
        }
        if (config.has("allowedHeaders")) {
            policy = policy.allowedHeaders(strings(config.get("allowedHeaders")).toArray(String[]::new));
        }
        if (config.has("exposedHeaders")) {
            policy = policy.exposedHeaders(strings(config.get("exposedHeaders")).toArray(String[]::new));
        }
        return config.has("maxAge")
                ? policy.maxAge(Duration.ofSeconds(config.get("maxAge").asLong()))
                : policy;
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static Duration millis(JsonNode number) {
        return Duration.ofMillis(number.asLong());
    }

    /** Answers what is not Sockeye's, as the application of the recordings did. */
    private static final class Application implements HttpHandler {
        @Override
        public boolean matches(String rawTarget) {
            return true;
        }

        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(new Response(404, Headers.empty(), Bytes.utf8("app 404")));
        }
    }
}
