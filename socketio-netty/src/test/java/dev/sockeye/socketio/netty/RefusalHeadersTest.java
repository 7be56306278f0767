package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawResponse;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers that the host gives itself: a browser's page may read them as any other. */
class RefusalHeadersTest {
    private static final String A = "https://example.com";
    private static final String E = "https://evil.example";
    private static final String WAY_IN = "/socket.io/?EIO=4&transport=polling";
    private static final String HEAD = " " + WAY_IN + " HTTP/1.1\r\nHost: localhost\r\nOrigin: ";
    private static final String LIMITS = "x".repeat(20_000);

    private final SocketIoServer listed =
            server(SocketIoServer.builder().cors(CorsPolicy.origins(A).credentials(true)));
    private final NettyHost host = serve(listed);

    @AfterEach
    void close() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | X: LONG                                               | 431",
                "GET  | X : a                                                 | 400",
                "GET  | Host: other                                           | 400",
                "GET  | Expect: wonders                                       | 417",
                "POST | Content-Length: x                                     | 400",
                "POST | Transfer-Encoding: br, chunked                        | 501",
                "POST | Transfer-Encoding: chunked~~zz                        | 400",
                "GET  | Upgrade: websocket~Connection: Upgrade                | 400",
                "GET  | Upgrade: websocket~Connection: Upgrade~Sec-WebSocket-Version: 8 | 426",
            })
    void carryThePolicysHeadersForTheOriginThatWasRead(String method, String lines, int status) {
        var rest = "\r\n" + lines.replace("~", "\r\n").replace("LONG", LIMITS) + "\r\n\r\n";

        var admitted = ask(host, method + HEAD + A + rest);
        var refused = ask(host, method + HEAD + E + rest);
        var elsewhere = ask(host, (method + HEAD + A + rest).replace("/socket.io/", "/elsewhere/"));

        assertThat(admitted.status()).isEqualTo(status);
        assertThat(told(admitted)).isEqualTo(A + " true Origin");
        // The policy itself may have seen it before the body was.
        assertThat(refused.status()).isIn(status, 403);
        assertThat(told(refused)).isEqualTo("- - Origin");
        assertThat(told(elsewhere)).isEqualTo("- - -");
    }

    @Test
    void tellThatTheyDependOnAnOriginThatWasNotRead() {
        var line = "GET " + WAY_IN + LIMITS;
        var late = "GET " + WAY_IN + " HTTP/1.1\r\nHost: a\r\nX: " + LIMITS + "\r\nOrigin: " + A;

        for (var answer : new RawResponse[] {ask(host, line), ask(host, late)}) {
            assertThat(answer.status()).isIn(414, 431);
            assertThat(told(answer)).isEqualTo("- true Origin");
        }
        var any = server(SocketIoServer.builder().cors(CorsPolicy.any()));
        try (var open = serve(any)) {
            assertThat(ask(open, line).status()).isEqualTo(414);
            assertThat(told(ask(open, line))).isEqualTo("* - -");
        }
    }

    @Test
    void askNoFunctionThatMayTakeItsTime() {
        var asked = new CompletableFuture<Boolean>();
        var slow = server(SocketIoServer.builder().cors(CorsPolicy.deciding(origin -> {
            asked.complete(true);
            return asked;
        })));
        try (var waiting = serve(slow)) {
            var answer = ask(waiting, "GET" + HEAD + A + "\r\nExpect: wonders\r\n\r\n");

            assertThat(answer.status()).isEqualTo(417);
            assertThat(told(answer)).isEqualTo("- - Origin");
            assertThat(asked).isNotDone();
        }
    }

    @Test
    void surviveAFunctionThatFails() {
        var failing = server(SocketIoServer.builder().cors(CorsPolicy.matching((String origin) -> {
            throw new IllegalStateException("a predicate's own fault");
        })));
        try (var broken = serve(failing)) {
            var answer = ask(broken, "GET" + HEAD + A + "\r\nExpect: wonders\r\n\r\n");

            assertThat(answer.status()).isEqualTo(417);
            assertThat(told(answer)).isEqualTo("- - Origin");
        }
    }

    @Test
    void carryThemWhenTheRequestTakesTooLong() {
        var limits = HostLimits.of(settings -> settings.head(Duration.ofMillis(200)));
        try (var impatient = NettyHost.builder(server(SocketIoServer.builder().cors(CorsPolicy.origins(A))))
                .host("127.0.0.1")
                .threads(1)
                .daemon(true)
                .limits(limits)
                .bind()) {
            var answer = ask(impatient, "GET" + HEAD + A + "\r\nX: ");

            assertThat(answer.status()).isEqualTo(408);
            assertThat(told(answer)).isEqualTo(A + " - Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET%s\r\nExpect: wonders\r\n\r\n",
                "GET%s\r\nX : a\r\n\r\n",
                "GET%s\r\nX: " + "LONG" + "\r\n\r\n"
            })
    void carryThemInSomebodyElsesPipelineToo(String request) throws Exception {
        var handlers = SockeyeHandlers.of(listed);
        var loops = EventLoops.start("pipeline", 1, true);
        try {
            var port = serve(loops, handlers);
            var answer = ask(port, request.formatted(HEAD + A).replace("LONG", LIMITS));
            handlers.drain();
            var draining = ask(port, "GET" + HEAD + A + "\r\n\r\n");

            assertThat(answer.status()).isIn(400, 417, 431);
            assertThat(answer.header("Vary")).hasValue("Origin");
            // Of a head that it could not decode, that codec may keep no fields.
            assertThat(answer.header("Access-Control-Allow-Origin").orElse(A)).isEqualTo(A);
            assertThat(draining.status()).isEqualTo(503);
            assertThat(told(draining)).isEqualTo(A + " true Origin");
        } finally {
            loops.close().get(10, TimeUnit.SECONDS);
        }
    }

    private static int serve(EventLoops loops, SockeyeHandlers handlers) {
        var channel = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(new HttpServerCodec(), handlers.newHandler());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static SocketIoServer server(SocketIoServerBuilder builder) {
        return builder.build();
    }

    private static NettyHost serve(HttpHandler handler) {
        return NettyHost.builder(handler)
                .host("127.0.0.1")
                .threads(1)
                .daemon(true)
                .bind();
    }

    private static RawResponse ask(NettyHost host, String bytes) {
        return ask(host.port(), bytes);
    }

    private static RawResponse ask(int port, String bytes) {
        try (var client = RawHttp.connect(port)) {
            client.connection().send(bytes);
            return client.response();
        }
    }

    private static String told(RawResponse answer) {
        return answer.header("Access-Control-Allow-Origin").orElse("-")
                + " " + answer.header("Access-Control-Allow-Credentials").orElse("-")
                + " " + answer.header("Vary").orElse("-");
    }
}
