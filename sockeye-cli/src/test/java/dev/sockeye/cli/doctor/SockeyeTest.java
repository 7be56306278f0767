package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.Admission;
import dev.sockeye.engineio.server.CookieOptions;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockeye in right and wrong configurations. */
class SockeyeTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void rightConfigurationHasNoProblem(int eio) {
        try (var server = start(engine ->
                engine.cors(CorsPolicy.origins(Visits.ORIGIN).credentials(true).allowedHeaders("my-custom-header")))) {
            var report = Visits.look(
                    server.url(), Optional.of(Visits.ORIGIN), true, OptionalInt.of(eio), "my-custom-header");

            assertThat(report.text(true, false)).contains("0 problems");
            assertThat(report.entries())
                    .filteredOn(entry -> entry.finding().mark() == Mark.SKIP)
                    .extracting(Report.Entry::id)
                    .containsExactly("tls");
            assertThat(Visits.finding(report, "heartbeat").seen()).contains(eio == 4 ? "ping came" : "answers pings");
            assertThat(Visits.finding(report, "websocket-origin").mark()).isEqualTo(Mark.OK);
        }
    }

    @Test
    void everySessionIsClosed() {
        try (var server = start(engine -> engine.cors(CorsPolicy.any()))) {
            var report = Visits.page(server.url());

            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).contains("websocket-any-origin");
            Awaitility.await()
                    .atMost(10, TimeUnit.SECONDS)
                    .until(() -> server.io().engine().sessionCount() == 0);
        }
    }

    @Test
    void foreignOriginIsRefused() {
        try (var server = start(engine -> engine.cors(CorsPolicy.origins("https://other.example.com")))) {
            assertThat(Visits.cause(Visits.page(server.url()))).isEqualTo("origin-refused");
        }
    }

    @Test
    void aFunctionThatRefusesIsNotTakenForAList() {
        try (var server = start(engine -> engine.cors(CorsPolicy.origins(Visits.ORIGIN))
                .allowRequest(request -> CompletableFuture.completedStage(Admission.refuse())))) {
            assertThat(Visits.cause(Visits.page(server.url()))).isEqualTo("request-refused");
        }
    }

    @Test
    void aPageOfItsOwnThatTheServerDoesNotKnowIsNamed() {
        try (var server = start(engine -> engine.ownOrigins("https://other.example.com"))) {
            var report = Visits.look(server.url(), Optional.of(server.url()), false, OptionalInt.empty());

            assertThat(Visits.cause(report)).isEqualTo("own-page-refused");
        }
    }

    @Test
    void missingCredentialsAreNamed() {
        try (var server = start(engine -> engine.cors(CorsPolicy.origins(Visits.ORIGIN)))) {
            var report = Visits.look(server.url(), Optional.of(Visits.ORIGIN), true, OptionalInt.empty());

            assertThat(Visits.cause(report)).isEqualTo("credentials-not-allowed");
        }
    }

    @Test
    void clientsOf2xSendCredentialsUnasked() {
        try (var server = start(engine -> engine.cors(CorsPolicy.origins(Visits.ORIGIN)))) {
            var report = Visits.look(server.url(), Optional.of(Visits.ORIGIN), false, OptionalInt.of(3));

            assertThat(Visits.cause(report)).isEqualTo("credentials-not-allowed");
        }
    }

    @Test
    void headerThatIsNotAllowedIsNamed() {
        try (var server =
                start(engine -> engine.cors(CorsPolicy.origins(Visits.ORIGIN).allowedHeaders("other")))) {
            assertThat(Visits.cause(Visits.page(server.url(), "my-custom-header")))
                    .isEqualTo("preflight-headers");
        }
    }

    @Test
    void otherPathIsFound() {
        try (var server = start(engine -> engine.path("/ws"))) {
            var report = Visits.plain(server.url());

            assertThat(Visits.cause(report)).isEqualTo("wrong-path");
            assertThat(report.text(true, false)).contains("io(url, {path: \"/ws/\"})");
        }
    }

    @Test
    void pathOfTheUrlIsTakenForANamespace() {
        try (var server = start(engine -> {})) {
            var report = Visits.plain(server.url() + "/chat");

            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).containsExactly("url-namespace");
        }
    }

    @Test
    void transportsThatAreOffAreWarnings() {
        try (var server = start(engine -> engine.transports("polling"))) {
            var report = Visits.plain(server.url());
            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).containsExactly("websocket-off");
        }
        try (var server = start(engine -> engine.transports("websocket"))) {
            var report = Visits.plain(server.url());
            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).containsExactly("polling-off");
            assertThat(Visits.finding(report, "heartbeat").mark()).isEqualTo(Mark.OK);
        }
    }

    @Test
    void oldClientsThatAreRefusedAreNamed() {
        try (var server = start(engine -> engine.allowEIO3(false))) {
            assertThat(Visits.cause(Visits.look(server.url(), Optional.empty(), false, OptionalInt.of(3))))
                    .isEqualTo("eio3-refused");
            assertThat(Visits.cause(Visits.plain(server.url()))).isEqualTo("none");
        }
    }

    @Test
    void cookieThatIsLostCrossSiteIsAWarning() {
        try (var server = start(engine ->
                engine.cors(CorsPolicy.origins(Visits.ORIGIN).credentials(true)).cookie(new CookieOptions("io")))) {
            var report = Visits.look(server.url(), Optional.of(Visits.ORIGIN), true, OptionalInt.empty());

            assertThat(Visits.cause(report)).isEqualTo("none");
            assertThat(Visits.warnings(report)).contains("cookie-cross-site");
        }
    }

    private static Server start(Consumer<EngineOptions.Builder> configuration) {
        var io = SocketIoServer.builder()
                .engine(engine -> {
                    engine.pingInterval(Duration.ofMillis(500)).pingTimeout(Duration.ofSeconds(5));
                    configuration.accept(engine);
                })
                .build();
        return new Server(io, NettyHost.builder(io).port(0).bind());
    }

    private record Server(SocketIoServer io, NettyHost host) implements AutoCloseable {
        String url() {
            return "http://127.0.0.1:" + host.port();
        }

        @Override
        public void close() {
            io.close();
            host.close();
        }
    }
}
