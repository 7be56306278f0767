package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final TestServer server = new TestServer();

    @Test
    void newSessionsAreRefusedAndOldOnesGoOn() {
        server.io.onConnection(socket -> socket.on("x", ack -> ack.send("y")));
        var client = server.connect();

        server.io.drain(WINDOW);
        var refused = server.host.get("/socket.io/?EIO=4&transport=polling");
        client.send("20[\"x\"]");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).containsExactly("10");
        assertThat(client.received()).contains("30[\"y\"]");
        server.close();
    }

    @Test
    void clientsLeaveOneByOne() {
        List<TestClient> clients = new ArrayList<>();
        for (var i = 0; i < 100; i++) {
            clients.add(server.connect());
        }

        var drain = server.io.drain(WINDOW);
        var counts = new ArrayList<Integer>();
        for (var second = 0; second < 9; second++) {
            counts.add(drain.remainingConnections());
            server.advance(Duration.ofSeconds(1));
        }

        assertThat(counts.get(0)).isEqualTo(100);
        assertThat(counts.get(2)).isBetween(70, 80);
        assertThat(counts.get(4)).isBetween(45, 55);
        assertThat(counts.get(8)).isZero();
        assertThat(drain.done()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(clients).allMatch(client -> client.channel.closeCode() == 1001);
        assertThat(clients).allMatch(client -> client.received().isEmpty());
        server.close();
    }

    @Test
    void pollingClientsAreToldWithTheirNextPoll() {
        var open = server.host.get("/socket.io/?EIO=4&transport=polling").text();
        var sid = open.substring(open.indexOf("sid\":\"") + 6, open.indexOf("\",\"up"));
        var poll = server.host.get("/socket.io/?EIO=4&transport=polling&sid=" + sid);

        server.io.drain(WINDOW);
        server.advance(Duration.ofSeconds(8));

        assertThat(poll.text()).isEqualTo("1");
        server.close();
    }

    @Test
    void whoOwesAnAnswerStaysUntilItCame() {
        var client = server.connect();
        var answer = server.socket().emitWithAck("ask");

        var drain = server.io.drain(WINDOW);
        server.advance(Duration.ofMillis(9_500));
        assertThat(client.closed()).isFalse();
        assertThat(drain.remainingAcks()).isEqualTo(1);
        client.send("30[1]");
        server.advance(Duration.ofMillis(100));

        assertThat(answer).isCompleted();
        assertThat(client.closed()).isTrue();
        assertThat(drain.done()).succeedsWithin(Duration.ofSeconds(10));
        server.close();
    }

    @Test
    void whoseHandlersRunStaysUntilTheyReturn() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        var busy = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.of(tasks::add)));
        var client = busy.connect();

        busy.io.drain(WINDOW);
        busy.advance(Duration.ofMillis(9_500));
        assertThat(client.closed()).isFalse();
        tasks.remove().run();
        busy.advance(Duration.ofMillis(100));

        assertThat(client.closed()).isTrue();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        busy.close();
    }

    @Test
    void deadlineEndsWhatIsLeft() {
        var client = server.connect();
        var answer = server.socket().emitWithAck("ask");

        var drain = server.io.drain(WINDOW);
        server.advance(Duration.ofSeconds(11));

        assertThat(client.closed()).isTrue();
        assertThat(answer).isCompletedExceptionally();
        assertThat(drain.done()).succeedsWithin(Duration.ofSeconds(10));
        server.close();
    }

    @Test
    void closingMeanwhileEndsItNow() {
        var client = server.connect();
        var drain = server.io.drain(WINDOW);
        assertThat(server.io.drain(Duration.ofDays(1))).isSameAs(drain);

        server.io.close();

        assertThat(client.closed()).isTrue();
        assertThat(drain.done()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(drain.remainingConnections()).isZero();
        server.close();
    }

    @Test
    void serverWithoutClientsIsDoneAtOnce() {
        assertThat(server.io.drain(WINDOW).done()).succeedsWithin(Duration.ofSeconds(5));
        server.close();
    }

    @Test
    void drainAfterTheEndIsDone() {
        server.close();

        assertThat(server.io.drain(WINDOW).done()).succeedsWithin(Duration.ofSeconds(5));
        assertThatThrownBy(() -> server.io.drain(Duration.ZERO)).hasMessage("window: PT0S (expected: > 0)");
    }

    @Test
    void whoWantsItIsToldOfEachStep() {
        List<Integer> left = new ArrayList<>();
        server.io.listen(new ServerListener() {
            @Override
            public void draining(Drain drain) {
                synchronized (left) {
                    left.add(drain.remainingConnections());
                }
            }
        });
        server.connect();
        server.connect();

        var drain = server.io.drain(WINDOW);
        server.advance(Duration.ofSeconds(9));
        assertThat(drain.done()).succeedsWithin(Duration.ofSeconds(10));

        assertThat(left).startsWith(2, 1, 0);
        server.close();
    }

    @Test
    void clientsStayAwayWhereThatIsWanted() {
        var forGood = new TestServer(builder -> builder.disconnectOnClose(true));
        var client = forGood.connect();

        forGood.io.drain(WINDOW);
        forGood.advance(Duration.ofSeconds(9));

        assertThat(client.received()).containsExactly("1");
        forGood.close();
    }
}
