package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private final TestServer server =
            new TestServer(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults()));
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void connectTellsAPrivateIdThatIsNowhereElse() {
        var client = new RecoveringClient(server);

        assertThat(client.pid).hasSize(20).isNotEqualTo(client.sid);
        assertThat(client.socket() + " " + client.socket().handshake()).doesNotContain(client.pid);
    }

    @Test
    void eventsEndInAnOffset() {
        var client = new RecoveringClient(server);

        server.io.emit("a", 1);
        client.socket().emit("b");

        assertThat(client.client.received())
                .hasSize(2)
                .satisfies(events -> assertThat(events.get(0)).matches("2\\[\"a\",1,\"[\\w-]{8}\\.1\"]"))
                .satisfies(events -> assertThat(events.get(1)).matches("2\\[\"b\",\"[\\w-]{8}\\.2\"]"));
    }

    @Test
    void clientsOfProtocol4GetNoOffset() {
        var old = server.connect2x();
        old.received();
        var client = new RecoveringClient(server);

        server.io.emit("a", 1);

        assertThat(old.received()).containsExactly("2[\"a\",1]");
        assertThat(client.events()).containsExactly("\"a\",1");
        assertThat(client.offset).isNotNull();
    }

    @Test
    void whatWasMissedComesBeforeTheAnswer() {
        server.io.onConnection(socket -> told.add("connection " + socket.recovered()));
        var client = new RecoveringClient(server);
        client.socket().join("r");
        client.socket().data().put("name", "x");
        server.io.emit("first");
        assertThat(client.events()).containsExactly("\"first\"");
        var before = client.sid + client.pid;

        client.lose();
        assertThat(server.io.sockets()).isEmpty();
        server.io.emit("all", 1);
        server.io.to("r").emit("room", 2);
        server.io.to("other").emit("other", 3);
        server.io.except("r").emit("except", 4);
        server.io.to(client.sid).emit("mine", 5);

        assertThat(client.comeBack()).containsExactly("\"all\",1", "\"room\",2", "\"mine\",5", "connected");
        assertThat(client.sid + client.pid).isEqualTo(before);
        assertThat(client.socket().rooms()).containsExactlyInAnyOrder(client.sid, "r");
        assertThat(client.socket().data()).containsEntry("name", "x");
        assertThat(told).containsExactly("connection false", "connection true");
        server.io.to("r").emit("live", 6);
        assertThat(client.events()).containsExactly("\"live\",6");
    }

    @Test
    void whatIsTooMuchToArriveAtOnceComesBehindTheAnswer() {
        var client = new RecoveringClient(server);
        client.lose();
        for (var i = 0; i < 3; i++) {
            server.io.emit(String.valueOf(i), "x".repeat(8_000));
        }

        var came = client.comeBack();
        assertThat(came).hasSize(4);
        assertThat(came.get(0)).isEqualTo("connected");
        assertThat(came.subList(1, 4)).extracting(event -> event.charAt(1)).containsExactly('0', '1', '2');
    }

    @Test
    void aClientThatSawNoEventIsRecoveredToo() {
        server.io.emit("before");
        var client = new RecoveringClient(server);
        server.io.to("nobody").emit("elsewhere");
        client.lose();
        server.io.emit("missed");

        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected");
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void anOffsetOfAnEarlierServerIsTakenForNone() {
        var client = new RecoveringClient(server);
        client.offset = "Q7xqEI2";
        server.io.emit("lost on the way");
        client.lose();
        server.io.emit("missed");

        assertThat(client.comeBack()).containsExactly("\"lost on the way\"", "\"missed\"", "connected");
    }

    @Test
    void whatTheSocketWasSentWhileAwayComesToo() {
        var client = new RecoveringClient(server);
        var socket = client.socket();
        client.lose();

        socket.emit("direct", 1);

        assertThat(client.comeBack()).containsExactly("\"direct\",1", "connected");
    }

    @Test
    void aSecondLossIsRecoveredAsTheFirst() {
        var client = new RecoveringClient(server);
        for (var i = 0; i < 3; i++) {
            client.lose();
            server.io.emit("missed", i);
            assertThat(client.comeBack()).containsExactly("\"missed\"," + i, "connected");
        }
    }

    @Test
    void whatWasLostOnTheWayBackComesAgain() {
        var client = new RecoveringClient(server);
        client.lose();
        server.io.emit("missed");
        var deaf = client.offset;
        client.comeBack();
        client.lose();
        client.offset = deaf;

        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected");
    }

    @Test
    void volatileEventsRepeatTheOffsetWhereTheyWouldEndInAText() {
        var client = new RecoveringClient(server);
        server.io.emit("a");
        client.events();
        var offset = client.offset;

        server.io.asVolatile().emit("plain", 1);
        assertThat(client.client.received()).containsExactly("2[\"plain\",1]");
        server.io.asVolatile().emit("text", "x");
        assertThat(client.client.received()).containsExactly("2[\"text\",\"x\",\"" + offset + "\"]");
        client.socket().asVolatile().emit("nothing");
        assertThat(client.client.received()).containsExactly("2[\"nothing\",\"" + offset + "\"]");

        client.lose();
        server.io.emit("missed");
        server.io.asVolatile().emit("gone");
        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected");
    }

    @Test
    void eventsWithAnAcknowledgementHaveNoOffsetAndAreNotKept() {
        var client = new RecoveringClient(server);
        var answer = client.socket().emitWithAck("ask", "x");
        assertThat(client.client.received()).containsExactly("20[\"ask\",\"x\"]");
        client.lose();

        assertThat(answer).isCompletedExceptionally();
        assertThat(client.comeBack()).containsExactly("connected");
    }

    @Test
    void aClientThatIsFasterThanItsLossTakesItsPlace() {
        server.io.onConnection(socket -> {
            told.add("connection");
            socket.onDisconnect(reason -> told.add(reason.text()));
        });
        var client = new RecoveringClient(server);
        client.socket().join("r");
        server.io.emit("seen");
        client.events();
        var ghost = client.client;
        server.io.emit("on the way");

        assertThat(client.comeBack()).containsExactly("\"on the way\"", "connected");
        assertThat(ghost.closed()).isTrue();
        assertThat(told).containsExactly("connection", "taken over", "connection");
        assertThat(server.io.sockets()).hasSize(1);
        server.io.to("r").emit("live");
        assertThat(client.events()).containsExactly("\"live\"");
    }

    @Test
    void aSessionIsGivenBackOnce() {
        var client = new RecoveringClient(server);
        client.lose();
        var auth = client.auth();
        client.comeBack();

        var thief = server.open().send("0" + auth);
        assertThat(thief.received()).last().asString().contains(client.sid);
        assertThat(client.client.closed()).isTrue();
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void whoeverLeavesOrIsSentAwayDoesNotGoOn() {
        var client = new RecoveringClient(server);
        client.client.send("1");
        client.comeBack();
        assertThat(client.socket().recovery()).isEqualTo(Recovery.ENDED);

        client.socket().disconnect(true);
        client.comeBack();
        assertThat(client.socket().recovery()).isEqualTo(Recovery.ENDED);
    }

    @Test
    void nobodyGoesOnWhoWasAwayForTooLong() {
        var client = new RecoveringClient(server);
        client.lose();
        server.advance(Duration.ofMinutes(2).plusSeconds(2));
        assertThat(server.io.root().recoveryUsage().orElseThrow().sessions()).isZero();

        client.comeBack();
        assertThat(client.socket().recovery()).isEqualTo(Recovery.EXPIRED);
    }

    @Test
    void nonsenseMakesAnOrdinaryConnection() {
        var client = new RecoveringClient(server);
        for (var auth : List.of(
                "{\"pid\":7}",
                "{\"pid\":{}}",
                "{\"pid\":\"" + client.pid + "\",\"offset\":{}}",
                "{\"pid\":\"" + "x".repeat(100_000) + "\"}")) {
            client.client = server.open().send("0" + auth);
            assertThat(client.events()).containsExactly("connected");
            assertThat(client.socket().recovery()).isEqualTo(Recovery.INVALID);
        }
        client.pid = "AAAAAAAAAAAAAAAAAAAA";
        client.comeBack();
        assertThat(client.socket().recovery()).isEqualTo(Recovery.UNKNOWN_SESSION);
    }

    @Test
    void middlewaresAreSkippedUnlessToldOtherwise() {
        server.io.use(socket -> told.add("middleware"));
        var client = new RecoveringClient(server);
        client.lose();
        client.comeBack();

        assertThat(told).containsExactly("middleware");
    }

    @Test
    void anAdapterThatKeepsNoSessionsIsRefused() {
        var builder = SocketIoServer.builder()
                .connectionStateRecovery(RecoveryOptions.defaults())
                .adapter(InMemoryAdapter::new);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connectionStateRecovery");
    }
}
