package dev.sockeye.interop;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.Admission;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.TrustedProxies;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A server of the matrix: how it is configured, and in words of the model what that means.
 *
 * @param name says the configuration
 * @param admits the pages whose origin is admitted, beside its own
 * @param credentials whether these may send cookies
 * @param header whether a preflight grants {@code my-custom-header} to them
 * @param special what else there is to know
 */
record CorsServer(
        String name,
        Set<CorsPage> admits,
        boolean credentials,
        boolean header,
        Special special,
        SocketIoServerBuilder builder,
        Consumer<SocketIoServer> atRunTime) {
    private static final Set<CorsPage> ALL =
            Set.of(CorsPage.NAMED, CorsPage.STRANGER, CorsPage.OTHER_SITE, CorsPage.SANDBOX);
    private static final Set<CorsPage> WITH_ORIGIN = Set.of(CorsPage.NAMED, CorsPage.STRANGER, CorsPage.OTHER_SITE);
    private static final Set<CorsPage> NAMED = Set.of(CorsPage.NAMED);
    private static final Set<CorsPage> SAME_HOST = Set.of(CorsPage.NAMED, CorsPage.STRANGER);
    private static final Set<CorsPage> TWO = Set.of(CorsPage.NAMED, CorsPage.OTHER_SITE);

    /** What the other properties don't say. */
    enum Special {
        NONE,
        /** The policy shapes headers only: what browsers don't check is open to all pages. */
        HEADERS_ONLY,
        /** Handshakes that tell an origin are refused. */
        NO_ORIGIN
    }

    /** Makes all configurations for these origins: the one that is named, and that of another site. */
    static List<CorsServer> all(String named, String otherSite) {
        var port = Integer.toString(URI.create(named).getPort());
        var list = new ArrayList<CorsServer>();
        list.add(v2("origins", NAMED, true, false, v2().origins(named)));
        list.add(v2("origins, 2.x forms", NAMED, true, false, v2().origins("127.0.0.1:" + port)));
        list.add(v2("origins, any port", SAME_HOST, true, false, v2().origins("127.0.0.1:*")));
        list.add(v2("default", ALL, true, false, v2()));
        list.add(new CorsServer(
                "v2: allowRequest without origin",
                ALL,
                true,
                false,
                Special.NO_ORIGIN,
                v2().engine(engine -> engine.allowRequest(request -> CompletableFuture.completedStage(
                        request.header("Origin").isEmpty() ? Admission.admit() : Admission.refuse()))),
                io -> {}));
        list.add(v2("origins at run time", NAMED, true, false, v2(), io -> io.origins(named)));
        list.add(v2("function at run time", NAMED, true, false, v2(), io -> io.origins(named::equals)));
        list.add(v2(
                "preflight hook",
                NAMED,
                true,
                true,
                v2().origins(named)
                        .engine(engine -> engine.handlePreflightRequest(request -> new Response(
                                200,
                                Headers.of(
                                        "Access-Control-Allow-Origin", named,
                                        "Access-Control-Allow-Methods", "GET,POST",
                                        "Access-Control-Allow-Headers", "my-custom-header",
                                        "Access-Control-Allow-Credentials", "true"),
                                Bytes.EMPTY)))));
        list.add(cors("none", Set.of(), false, false, CorsPolicy.none()));
        list.add(cors("one", NAMED, false, true, CorsPolicy.origins(named)));
        list.add(cors(
                "one, credentials", NAMED, true, true, CorsPolicy.origins(named).credentials(true)));
        list.add(cors(
                "seed, declared",
                NAMED,
                true,
                true,
                CorsPolicy.origins(named)
                        .credentials(true)
                        .methods("GET", "POST")
                        .allowedHeaders("my-custom-header")));
        list.add(cors(
                "list", TWO, true, true, CorsPolicy.origins(named, otherSite).credentials(true)));
        list.add(cors(
                "pattern",
                SAME_HOST,
                true,
                true,
                CorsPolicy.matching(Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+"))
                        .credentials(true)));
        list.add(cors("predicate", NAMED, false, true, CorsPolicy.matching(named::equals)));
        list.add(cors(
                "asynchronous function",
                TWO,
                true,
                true,
                CorsPolicy.deciding(origin -> CompletableFuture.supplyAsync(
                                () -> origin.equals(named) || origin.equals(otherSite),
                                CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS)))
                        .credentials(true)));
        list.add(cors(
                "function that fails",
                Set.of(),
                false,
                false,
                CorsPolicy.deciding(origin -> CompletableFuture.failedStage(new IllegalStateException("no answer")))));
        list.add(cors("reflecting", ALL, false, true, CorsPolicy.reflecting()));
        list.add(cors("any", ALL, false, true, CorsPolicy.any()));
        list.add(cors("any, credentials", ALL, false, true, CorsPolicy.any().credentials(true)));
        list.add(cors(
                "per request",
                NAMED,
                true,
                true,
                CorsPolicy.perRequest(request -> CompletableFuture.completedStage(
                        request.header("Origin").orElse(named).equals(named)
                                ? CorsPolicy.origins(named).credentials(true)
                                : CorsPolicy.none()))));
        list.add(cors(
                "preflightContinue",
                NAMED,
                true,
                true,
                CorsPolicy.origins(named)
                        .credentials(true)
                        .preflightContinue(true)
                        .handlePreflightRequest(new Answering(200))));
        list.add(cors(
                "preflightContinue to nobody",
                NAMED,
                true,
                false,
                CorsPolicy.origins(named).credentials(true).preflightContinue(true)));
        list.add(cors(
                "preflights left to the application",
                NAMED,
                true,
                false,
                CorsPolicy.origins(named).credentials(true).handlePreflightRequest(new Answering(404))));
        list.add(cors(
                "status 200, max age",
                NAMED,
                true,
                true,
                CorsPolicy.origins(named)
                        .credentials(true)
                        .optionsSuccessStatus(200)
                        .maxAge(Duration.ofMinutes(1))));
        list.add(cors(
                "other header", NAMED, false, false, CorsPolicy.origins(named).allowedHeaders("x-other")));
        list.add(
                cors("no header", NAMED, false, false, CorsPolicy.origins(named).allowedHeaders()));
        list.add(new CorsServer(
                "headers only",
                NAMED,
                true,
                true,
                Special.HEADERS_ONLY,
                SocketIoServer.builder()
                        .cors(CorsPolicy.origins(named).credentials(true))
                        .engine(engine -> engine.corsHeadersOnly(true)),
                io -> {}));
        list.add(
                cors("any port, another site", WITH_ORIGIN, false, true, CorsPolicy.origins("127.0.0.1:*", otherSite)));
        return List.copyOf(list);
    }

    private static SocketIoServerBuilder v2() {
        return SocketIoServer.builder().v2();
    }

    private static CorsServer v2(
            String name, Set<CorsPage> admits, boolean credentials, boolean header, SocketIoServerBuilder builder) {
        return v2(name, admits, credentials, header, builder, io -> {});
    }

    private static CorsServer v2(
            String name,
            Set<CorsPage> admits,
            boolean credentials,
            boolean header,
            SocketIoServerBuilder builder,
            Consumer<SocketIoServer> atRunTime) {
        return new CorsServer("v2: " + name, admits, credentials, header, Special.NONE, builder, atRunTime);
    }

    private static CorsServer cors(
            String name, Set<CorsPage> admits, boolean credentials, boolean header, CorsPolicy policy) {
        return new CorsServer(
                "cors: " + name,
                admits,
                credentials,
                header,
                Special.NONE,
                SocketIoServer.builder().cors(policy),
                io -> {});
    }

    /** Starts it. Its sockets tell what their handshake brought. */
    NettyHost start() {
        var io = builder.engine(engine -> engine.trustedProxies(TrustedProxies.loopback()))
                .build();
        atRunTime.accept(io);
        io.onConnection(socket -> socket.on("seen", (args, ack) -> {
            var request = socket.handshake().request();
            ack.send(
                    request.header("Cookie").orElse(""),
                    request.header("my-custom-header").orElse(""));
        }));
        return NettyHost.builder(io)
                .host("127.0.0.1")
                .threads(1)
                .daemon(true)
                .fallback(new CorsPage.Handler())
                .beforeClose(io::close)
                .bind();
    }

    @Override
    public String toString() {
        return name;
    }

    /** An application's own handler of preflights. */
    private record Answering(int status) implements HttpHandler {
        @Override
        public boolean matches(String rawTarget) {
            return false;
        }

        @Override
        public void handle(HttpExchange exchange) {
            exchange.respond(Response.empty(status));
        }
    }
}
