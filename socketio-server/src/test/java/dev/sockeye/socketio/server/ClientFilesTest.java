package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.host.memory.MemoryExchange;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFilesTest {
    private final TestServer server = new TestServer(
            builder -> builder.cors(CorsPolicy.origins("https://example.com").credentials(true)));

    @AfterEach
    void close() {
        server.close();
    }

    private MemoryExchange get(String target, String... headers) {
        return server.host.get(target, headers);
    }

    @Test
    void newBundlesAreServedBelowThePath() {
        var script = get("/socket.io/socket.io.js");

        assertThat(script.status()).isEqualTo(200);
        assertThat(script.text()).isEqualTo("4 socket.io.js\n");
        assertThat(script.header("Content-Type")).containsExactly("application/javascript; charset=utf-8");
        assertThat(script.header("Cache-Control")).containsExactly("public, max-age=0");
        assertThat(script.header("ETag")).containsExactly("\"9.9.4\"");
        assertThat(script.header("Content-Encoding")).isEmpty();
        for (var name : new String[] {"socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"}) {
            assertThat(get("/socket.io/" + name).text()).isEqualTo("4 " + name + "\n");
        }
    }

    @Test
    void mapsAreJson() {
        var map = get("/socket.io/socket.io.js.map");

        assertThat(map.text()).isEqualTo("4 socket.io.js.map\n");
        assertThat(map.header("Content-Type")).containsExactly("application/json; charset=utf-8");
    }

    @Test
    void oldBundlesAreServedBelowTheirNumber() {
        assertThat(get("/socket.io/2/socket.io.js").text()).isEqualTo("2 socket.io.js\n");
        assertThat(get("/socket.io/2/socket.io.slim.js").header("ETag")).containsExactly("\"9.9.2\"");
    }

    @Test
    void queryIsIgnored() {
        assertThat(get("/socket.io/socket.io.js?v=1").status()).isEqualTo(200);
    }

    @Test
    void knownVersionIsNotSentAgain() {
        for (var tag : new String[] {"\"9.9.4\"", "W/\"9.9.4\"", "\"other\", \"9.9.4\""}) {
            var answer = get("/socket.io/socket.io.js", "If-None-Match", tag);
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.response().body().isEmpty()).isTrue();
        }
        assertThat(get("/socket.io/socket.io.js", "If-None-Match", "\"9.9.2\"").status())
                .isEqualTo(200);
    }

    @Test
    void policyForForeignOriginsApplies() {
        var admitted = get("/socket.io/socket.io.js", "Origin", "https://example.com");
        var known = get("/socket.io/socket.io.js", "Origin", "https://example.com", "If-None-Match", "\"9.9.4\"");

        assertThat(admitted.header("Access-Control-Allow-Origin")).containsExactly("https://example.com");
        assertThat(known.header("Access-Control-Allow-Origin")).containsExactly("https://example.com");
        for (var stranger : new String[] {"https://evil.example", "null", "https://example.com, https://example.com"}) {
            var answer = get("/socket.io/socket.io.js", "Origin", stranger);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(answer.header("Vary")).contains("Origin");
        }
    }

    @Test
    void whatIsUnknownIsLeftToTheEngine() {
        for (var target : new String[] {
            "/socket.io/socket.io.jsx", "/socket.io/../socket.io.js", "/socket.io/version", "/socket.io/2/version"
        }) {
            assertThat(get(target).text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
        assertThat(get("/socket.io/socket.io.min.js.map").status()).isEqualTo(400);
        assertThat(server.host
                        .request("DELETE", "/socket.io/socket.io.js", Optional.empty())
                        .status())
                .isNotEqualTo(200);
    }

    @Test
    void headIsAnsweredLikeGet() {
        assertThat(server.host
                        .request("HEAD", "/socket.io/socket.io.js", Optional.empty())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nothingIsServedWhereNothingShallBe() {
        try (var bare = new TestServer(builder -> builder.serveClient(false))) {
            assertThat(bare.host.get("/socket.io/socket.io.js").status()).isEqualTo(400);
        }
    }

    @Test
    void filesMoveWithThePath() {
        try (var moved = new TestServer(builder -> builder.path("/chat/"))) {
            assertThat(moved.host.get("/chat/socket.io.js").status()).isEqualTo(200);
        }
    }

    @Test
    void filesAreReadOnTheHandlersThreads() {
        try (var pooled = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(1)))) {
            var answer = pooled.host.get("/socket.io/socket.io.js");

            await().until(() -> !answer.pending());
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'br, gzip, deflate', gzip",
        "'deflate, gzip;q=0.1', gzip",
        "'gzip;q=0, DEFLATE', deflate",
        "br, ''",
        "identity, ''",
        "'', ''"
    })
    void filesAreCompressedAsTheClientLikesIt(String accepted, String coding) throws IOException {
        try (var compressing = new TestServer(builder -> builder.engine(e -> e.httpCompression(OptionalInt.of(1))))) {
            var answer = compressing.host.get("/socket.io/socket.io.js", "Accept-Encoding", accepted);
            var again = compressing.host.get("/socket.io/socket.io.js", "Accept-Encoding", accepted);

            assertThat(answer.header("Vary")).contains("Accept-Encoding");
            assertThat(String.join(",", answer.header("Content-Encoding"))).isEqualTo(coding);
            assertThat(answer.response().compressAbove()).isNegative();
            assertThat(again.response().body()).isSameAs(answer.response().body());
            var body = answer.response().body();
            var bytes = new ByteArrayInputStream(body.array(), body.offset(), body.length());
            var plain = switch (coding) {
                case "gzip" -> new GZIPInputStream(bytes).readAllBytes();
                case "deflate" -> new InflaterInputStream(bytes).readAllBytes();
                default -> bytes.readAllBytes();
            };
            assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo("4 socket.io.js\n");
        }
    }

    @Test
    void brotliIsSentWhereItWasPacked() {
        assertThat(CompressedFile.accepted("gzip, br")).containsExactly(CompressedFile.BROTLI, CompressedFile.GZIP);
        assertThat(CompressedFile.BROTLI
                        .of(Bytes.utf8("plain"), new byte[] {1, 2})
                        .length())
                .isEqualTo(2);
    }
}
