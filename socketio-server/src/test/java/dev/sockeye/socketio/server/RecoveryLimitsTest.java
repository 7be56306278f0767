package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import dev.sockeye.socketio.server.recovery.RecoveryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept for clients that are away has bounds, and what clients say of themselves is not believed. */
class RecoveryLimitsTest {
    private @Nullable TestServer started;

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
            assertThat(started.errors).isEmpty();
        }
    }

    private TestServer server(Consumer<RecoveryOptions.Builder> options) {
        var recovery = RecoveryOptions.builder();
        options.accept(recovery);
        return start(builder -> builder.connectionStateRecovery(recovery.build()));
    }

    private TestServer start(Consumer<SocketIoServerBuilder> options) {
        var server = new TestServer(options);
        started = server;
        return server;
    }

    private RecoveryUsage usage() {
        return Objects.requireNonNull(started).io.root().recoveryUsage().orElseThrow();
    }

    @Test
    void whoMissedMoreEventsThanAreKeptIsRefused() {
        var server = server(options -> options.maxEvents(3));
        var client = new RecoveringClient(server);
        client.lose();
        for (var i = 0; i < 4; i++) {
            server.io.emit("missed", i);
        }
        assertThat(usage().events()).isEqualTo(3);

        assertThat(client.comeBack()).containsExactly("connected");
        assertThat(client.socket().recovery()).isEqualTo(Recovery.LOG_OVERRUN);
        assertThat(usage().refused()).isOne();
    }

    @Test
    void theBytesOfKeptEventsAreBounded() {
        var server = server(options -> options.maxBytes(10_000));
        var client = new RecoveringClient(server);
        client.lose();
        for (var i = 0; i < 100; i++) {
            server.io.emit("missed", "x".repeat(1_000));
            assertThat(usage().bytes()).isLessThanOrEqualTo(10_000);
        }

        client.comeBack();
        assertThat(client.socket().recovery()).isEqualTo(Recovery.LOG_OVERRUN);
    }

    @Test
    void anEventThatIsLargerThanTheWholeLogIsOnlySent() {
        var server = server(options -> options.maxBytes(10_000));
        var client = new RecoveringClient(server);
        server.io.emit("large", "x".repeat(20_000));
        assertThat(client.events()).hasSize(1);
        assertThat(usage().events()).isZero();
        client.lose();

        assertThat(client.comeBack()).containsExactly("connected");
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void whatDoesNotFitAConnectionIsRefused() {
        var server = start(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                .engine(engine ->
                        engine.maxPendingBytes(50_000).highWaterMark(20_000).lowWaterMark(10_000)));
        var client = new RecoveringClient(server);
        client.lose();
        for (var i = 0; i < 60; i++) {
            server.io.emit("missed", "x".repeat(1_000));
        }

        assertThat(client.comeBack()).containsExactly("connected");
        assertThat(client.socket().recovery()).isEqualTo(Recovery.TOO_MUCH_MISSED);
        assertThat(client.client.closed()).isFalse();
    }

    @Test
    void theLongestAwayMakesRoomForOthers() {
        var server = server(options -> options.maxSessions(2));
        var first = new RecoveringClient(server);
        var second = new RecoveringClient(server);
        var third = new RecoveringClient(server);
        List.of(first, second, third).forEach(RecoveringClient::lose);

        first.comeBack();
        assertThat(first.socket().recovery()).isEqualTo(Recovery.EVICTED);
        second.comeBack();
        assertThat(second.socket().recovered()).isTrue();
        third.comeBack();
        assertThat(third.socket().recovered()).isTrue();
        assertThat(usage().evicted()).isOne();
    }

    @Test
    void roomsOfThoseWhoAreAwayAreBounded() {
        var server = server(options -> options.maxSessionRooms(10));
        var first = new RecoveringClient(server);
        first.socket().join("a", "b", "c", "d", "e", "f");
        var second = new RecoveringClient(server);
        second.socket().join("a", "b", "c", "d", "e", "f");
        first.lose();
        second.lose();

        assertThat(usage().sessions()).isOne();
        assertThat(usage().sessionRooms()).isLessThanOrEqualTo(10);
        first.comeBack();
        assertThat(first.socket().recovery()).isEqualTo(Recovery.EVICTED);
    }

    @Test
    void aSessionIsForgottenInTimeThoughEventsAreKeptForLonger() {
        var server = server(options -> options.maxDisconnectionDuration(Duration.ofSeconds(5)));
        var client = new RecoveringClient(server);
        server.io.emit("kept for a minute longer");
        client.events();
        client.lose();
        assertThat(usage().sessions()).isOne();
        server.advance(Duration.ofSeconds(7));

        assertThat(usage().sessions()).isZero();
        client.comeBack();
        assertThat(client.socket().recovery()).isEqualTo(Recovery.EXPIRED);
    }

    @Test
    void aFloodOfConnectionsLeavesNoMoreSessionsThanAllowed() {
        var server = server(options -> options.maxSessions(50));
        for (var i = 0; i < 1_000; i++) {
            server.connect().leave();
        }
        assertThat(usage().sessions()).isEqualTo(50);
        assertThat(usage().evicted()).isEqualTo(950);

        var client = new RecoveringClient(server);
        for (var i = 0; i < 200; i++) {
            client.lose();
            client.comeBack();
            assertThat(client.socket().recovered()).isTrue();
        }
        assertThat(usage().sessions()).isLessThanOrEqualTo(50);
    }

    @Test
    void aPrivateIdIsOfNoUseInAnotherNamespace() {
        var server = server(options -> {});
        var other = server.io.of("/other");
        var client = new RecoveringClient(server);
        client.lose();

        var stranger = server.open().send("0/other," + client.auth());
        assertThat(stranger.received())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("0/other,{")
                .doesNotContain(client.sid);
        assertThat(other.sockets()).hasSize(1).allMatch(socket -> socket.recovery() == Recovery.UNKNOWN_SESSION);
        client.comeBack();
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void valuesOfAnyTypeAndSizeMakeAnOrdinaryConnection() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        var huge = "x".repeat(200_000);
        var told = new ArrayList<Recovery>();
        server.io.onConnection(socket -> told.add(socket.recovery()));
        client.lose();

        for (var pid : List.of("true", "[]", "1e999", "[\"" + client.pid + "\"]", "\"" + huge + "\"")) {
            assertThat(server.open().send("0{\"pid\":" + pid + "}").received()).hasSize(1);
        }
        for (var offset : List.of("0", "false", "[]", "{\"a\":1}")) {
            var auth = "0{\"pid\":\"" + client.pid + "\",\"offset\":" + offset + "}";
            assertThat(server.open().send(auth).received()).hasSize(1);
        }
        assertThat(told).hasSize(9).containsOnly(Recovery.INVALID);

        // Whoever is unknown is nobody's harm.
        client.offset = huge;
        client.comeBack();
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void anOffsetThatWasNeverGivenIsRefused() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        server.io.emit("a");
        client.events();
        var word = Objects.requireNonNull(client.offset).substring(0, client.offset.indexOf('.') + 1);

        for (var wrong : List.of("zzzz", "-1", "", "1 ", "99999999999999999999999", "\\u0000")) {
            client.lose();
            client.offset = word + wrong;
            client.comeBack();
            assertThat(client.socket().recovery()).as(wrong).isEqualTo(Recovery.OFFSET_UNKNOWN);
        }
    }

    @Test
    void anOlderOffsetThanTheLastReturnBringsWhatCameSinceThenOnly() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        server.io.emit("one");
        client.events();
        var old = client.offset;
        server.io.emit("two");
        client.events();
        client.lose();
        client.comeBack();
        client.lose();

        // It has said itself that it saw the second.
        client.offset = old;
        assertThat(client.comeBack()).containsExactly("connected");
        assertThat(client.socket().recovered()).isTrue();
    }
}
