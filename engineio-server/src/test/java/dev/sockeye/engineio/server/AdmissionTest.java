package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    @Test
    void aRefusedHandshakeIsToldTheMessage() {
        var fixture = admitting(request -> CompletableFuture.completedStage(Admission.refuse("no \"way\" </script>")));

        var polling = fixture.host.get(V3);
        var webSocket = fixture.host.webSocket(WS4);

        assertThat(polling.status()).isEqualTo(403);
        assertThat(polling.text()).isEqualTo("{\"code\":4,\"message\":\"no \\\"way\\\" \\u003c/script>\"}");
        assertThat(webSocket.status()).isEqualTo(400);
        assertThat(webSocket.text()).isEqualTo("no \"way\" </script>");
        assertThat(fixture.sessions).isEmpty();
    }

    @Test
    void withoutAMessageItIsForbidden() {
        var fixture = admitting(request -> CompletableFuture.completedStage(Admission.refuse()));

        assertThat(fixture.host.get(V4).text()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(fixture.host.webSocket(WS4).text()).isEqualTo("Forbidden");
    }

    @Test
    void theAnswerMayComeLaterAndFromAnyThread() throws InterruptedException {
        var answer = new CompletableFuture<Admission>();
        var fixture = admitting(request -> answer);

        var exchange = fixture.host.get(V4);
        var waiting = exchange.pending();
        var thread = new Thread(() -> answer.complete(Admission.admit()));
        thread.start();
        thread.join();

        assertThat(waiting).isTrue();
        assertThat(exchange.status()).isEqualTo(200);
    }

    @Test
    void onlyHandshakesAreAsked() {
        var asked = new ArrayList<Request>();
        var fixture = admitting(request -> {
            asked.add(request);
            return CompletableFuture.completedStage(Admission.admit());
        });
        var target = fixture.open(V4);

        fixture.host.post(target, "4x");
        fixture.host.webSocket(Fixture.upgradeOf(target));
        fixture.host.get("/socket.io/?EIO=5&transport=polling");

        assertThat(asked).hasSize(1);
    }

    @Test
    void afterAForeignOriginNobodyIsAsked() {
        var fixture = admitting(request -> CompletableFuture.completedStage(Admission.admit()));

        assertThat(fixture.host.get(V4, "Origin", "https://evil.example").status())
                .isEqualTo(403);
    }

    @Test
    void failuresOfTheApplicationRefuseThatRequestOnly() {
        var fixture = admitting(request -> switch (request.header("X-Fail").orElse("")) {
            case "throw" -> throw new IllegalStateException("secret detail");
            case "error" -> throw new StackOverflowError();
            case "stage" -> CompletableFuture.failedStage(new IllegalStateException("secret detail"));
            case "null" -> CompletableFuture.completedStage(null);
            default -> CompletableFuture.completedStage(Admission.admit());
        });

        for (var failure : new String[] {"throw", "error", "stage", "null"}) {
            assertThat(fixture.host.get(V4, "X-Fail", failure).text())
                    .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(fixture.host.webSocket(WS4, "X-Fail", failure).text()).isEqualTo("Bad request");
        }
        assertThat(fixture.host.get(V4).status()).isEqualTo(200);
    }

    @Test
    void silenceOfTheApplicationRefusesToo() {
        var fixture = admitting(request -> new CompletableFuture<>());

        var exchange = fixture.host.get(V4);
        fixture.host.advance(29_999);
        var waiting = exchange.pending();
        fixture.host.advance(1);

        assertThat(waiting).isTrue();
        assertThat(exchange.status()).isEqualTo(400);
    }

    @Test
    void aClientThatLeavesMeanwhileGetsNoSession() {
        var answer = new CompletableFuture<Admission>();
        var fixture = admitting(request -> answer);

        fixture.host.get(V4).lose();
        answer.complete(Admission.admit());

        assertThat(fixture.sessions).isEmpty();
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void idsMayComeFromTheApplication() {
        var fixture = new Fixture(options -> options.generateId(request ->
                CompletableFuture.completedStage(request.header("X-Id").orElse(""))));

        var first = fixture.host.get(V4, "X-Id", "my.id-1");
        var again = fixture.host.get(V4, "X-Id", "my.id-1");

        assertThat(Fixture.sid(first)).isEqualTo("my.id-1");
        assertThat(fixture.server.session("my.id-1")).contains(fixture.session());
        assertThat(again.text()).contains("\"code\":3");
        assertThat(fixture.server.sessionCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a\"b", "\u00e9", "a/b"})
    void idsThatCouldNotTravelAreRefused(String id) {
        var fixture = new Fixture(options -> options.generateId(request -> CompletableFuture.completedStage(id)));

        assertThat(fixture.host.get(V4).text()).contains("\"code\":3");
    }

    @Test
    void aGeneratorThatFailsCostsThatRequestOnly() {
        var fixture = new Fixture(options -> options.generateId(request -> {
            throw new IllegalStateException("no id");
        }));

        assertThat(fixture.host.get(V4).status()).isEqualTo(400);
        assertThat(fixture.host.webSocket(WS4).status()).isEqualTo(400);
    }

    @Test
    void aConnectionListenerThatFailsCostsThatSessionOnly() {
        var fixture = new Fixture();
        fixture.onConnection = session -> {
            throw new IllegalStateException("secret detail");
        };

        var polling = fixture.host.get(V4);
        var webSocket = fixture.host.webSocket(WS4);

        assertThat(polling.text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(webSocket.channel().closeCode()).isEqualTo(1011);
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void middlewaresSeeEveryRequestInOrderAndAddHeaders() {
        var fixture = new Fixture();
        var later = new CompletableFuture<Headers>();
        var seen = new ArrayList<String>();
        fixture.server.use(request -> {
            seen.add("first " + request.method());
            return CompletableFuture.completedStage(Headers.of("X-First", "1"));
        });
        fixture.server.use(request -> {
            seen.add("second " + request.method());
            return later;
        });

        var handshake = fixture.host.get(V4);
        var waiting = handshake.pending();
        later.complete(Headers.of("X-Second", "2"));
        var webSocket = fixture.host.webSocket(WS4);
        var error = fixture.host.get("/socket.io/?EIO=4");

        assertThat(waiting).isTrue();
        assertThat(handshake.header("X-First")).containsExactly("1");
        assertThat(handshake.header("X-Second")).containsExactly("2");
        assertThat(webSocket.header("X-Second")).containsExactly("2");
        assertThat(error.header("X-First")).containsExactly("1");
        assertThat(seen).startsWith("first GET", "second GET").hasSize(6);
    }

    @Test
    void aMiddlewareThatFailsRefusesTheRequest() {
        var fixture = new Fixture();
        var errors = new ArrayList<ConnectionError>();
        fixture.server.onConnectionError(errors::add);
        fixture.server.use(request -> CompletableFuture.failedStage(new IllegalStateException("secret detail")));

        assertThat(fixture.host.get(V4).text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(fixture.host.webSocket(WS4).text()).isEqualTo("Bad request");
        assertThat(errors.get(0).context()).containsEntry("name", "MIDDLEWARE_FAILURE");
    }

    @Test
    void headersListenersShapeAnswers() {
        var fixture = new Fixture();
        fixture.server.onInitialHeaders((headers, request) -> headers.set("X-Initial", request.method()));
        fixture.server.onHeaders((headers, request) -> headers.set("Cache-Control", "private, no-store"));
        fixture.server.onHeaders((headers, request) -> headers.add("bad name", "x"));

        var handshake = fixture.host.get(V4);
        var target = V4 + "&sid=" + Fixture.sid(handshake);
        var post = fixture.host.post(target, "4x");
        var direct = fixture.host.webSocket(WS4);
        var upgrade = fixture.host.webSocket(Fixture.upgradeOf(target));

        assertThat(handshake.header("X-Initial")).containsExactly("GET");
        assertThat(handshake.header("Cache-Control")).containsExactly("private, no-store");
        assertThat(post.header("X-Initial")).isEmpty();
        assertThat(post.header("Cache-Control")).containsExactly("private, no-store");
        assertThat(direct.header("X-Initial")).containsExactly("GET");
        assertThat(upgrade.header("X-Initial")).isEmpty();
        assertThat(upgrade.header("Cache-Control")).containsExactly("private, no-store");
    }

    private static Fixture admitting(Function<Request, CompletionStage<Admission>> judge) {
        return new Fixture(options -> options.allowRequest(judge));
    }
}
