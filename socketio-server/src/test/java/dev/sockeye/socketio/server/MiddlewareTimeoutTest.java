package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiddlewareTimeoutTest {
    private static final String REFUSED = "4{\"message\":\"Timed out\"}";

    private final TestServer server = new TestServer(builder -> builder.middlewareTimeout(Duration.ofSeconds(2)));
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void middlewareThatNeverAnswersRefuses() {
        server.io.use((socket, next) -> {});
        var client = server.open().send("0");

        server.advance(Duration.ofMillis(1_900));
        assertThat(client.received()).isEmpty();
        server.advance(Duration.ofMillis(200));

        assertThat(client.received()).containsExactly(REFUSED);
        assertThat(client.closed()).isFalse();
        assertThat(server.errors).hasSize(1);
        assertThat(server.errors.get(0).kind()).isEqualTo(ServerError.Kind.MIDDLEWARE);
        assertThat(server.errors.get(0).cause()).isInstanceOf(TimeoutException.class);
        assertThat(server.errors.get(0).socket()).isPresent();
    }

    @Test
    void stageThatIsNeverDoneRefusesClientsOfProtocol4Too() {
        server.io.of("/a").useAsync(socket -> new CompletableFuture<>());
        var client = server.connect2x().send("0/a,");

        server.advance(Duration.ofSeconds(3));

        assertThat(client.received()).containsExactly("0", "4/a,\"Timed out\"");
    }

    @Test
    void allMiddlewaresShareTheTime() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next)).use((socket, next) -> waiting.add(next));
        var client = server.open().send("0");
        server.advance(Duration.ofMillis(1_500));
        waiting.get(0).proceed();

        server.advance(Duration.ofMillis(600));

        assertThat(client.received()).containsExactly(REFUSED);
    }

    @Test
    void laterAnswersAreIgnoredAndTheOthersNotAsked() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next)).use(socket -> heard.add("second"));
        server.io.onConnection(socket -> heard.add("connected"));
        var client = server.open().send("0");
        server.advance(Duration.ofSeconds(3));
        assertThat(client.received()).containsExactly(REFUSED);

        waiting.get(0).proceed();
        waiting.get(0).refuse(new ConnectRefusedException("late"));

        assertThat(client.received()).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(server.io.sockets()).isEmpty();
    }

    @Test
    void clientMayTryAgainAndTheFirstAnswerDoesNotCountForTheSecondAttempt() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next));
        var client = server.open().send("0");
        server.advance(Duration.ofSeconds(3));
        client.received();
        client.send("0");

        waiting.get(0).proceed();
        assertThat(client.received()).isEmpty();
        waiting.get(1).proceed();

        assertThat(client.received()).hasSize(1).first().asString().startsWith("0{");
        server.advance(Duration.ofSeconds(3));
        assertThat(client.received()).isEmpty();
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void nothingIsLeftOfAClientThatLeavesMeanwhile() {
        server.io.use((socket, next) -> {});
        server.open().send("0").leave();

        server.advance(Duration.ofSeconds(3));

        assertThat(server.errors).isEmpty();
    }

    @Test
    void connectionThatJoinsNothingIsClosedInTimeThoughItWasRefusedInBetween() {
        server.io.use((socket, next) -> {});
        var client = server.open().send("0");
        for (var i = 0; i < 20; i++) {
            server.advance(Duration.ofMillis(2_200));
            client.channel.receive("3");
            client.send("0");
        }
        assertThat(client.closed()).isFalse();

        server.advance(Duration.ofMillis(1_100));

        assertThat(client.closed()).isTrue();
    }

    @Test
    void middlewareThatBlocksRefusesItsClientAndHoldsUpNoOther() throws Exception {
        var release = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        try (var threaded = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(2)))) {
            threaded.io.of("/blocked").use(socket -> {
                begun.countDown();
                release.await();
            });
            var client = threaded.open().send("0/blocked,");
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            threaded.advance(Duration.ofSeconds(31));

            assertThat(client.received()).containsExactly("4/blocked,{\"message\":\"Timed out\"}");
            await().untilAsserted(() -> assertThat(threaded.errors).hasSize(1));
            client.join("/");
            release.countDown();
            assertThat(client.received()).isEmpty();
            assertThat(threaded.io.of("/blocked").sockets()).isEmpty();
        } finally {
            release.countDown();
        }
    }

    @Test
    void timeMustBePositive() {
        assertThat(SocketIoOptions.defaults().middlewareTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(SocketIoOptions.defaults().connectTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThatThrownBy(() -> SocketIoServer.builder().middlewareTimeout(Duration.ZERO))
                .hasMessage("middlewareTimeout: PT0S (expected: > 0)");
    }
}
