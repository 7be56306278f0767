package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendTest {
    @Test
    void whatPilesUpWhileABatchIsOutIsTheNextBatch() {
        var fixture = new Fixture();
        var channel = fixture.host.webSocket(WS4).channel();
        channel.clear();
        channel.stall();

        fixture.session().send(text("a"));
        fixture.session().send(text("b"));
        fixture.session().send(text("c"));
        channel.unstall();

        assertThat(channel.batches()).extracting(List::size).containsExactly(1, 2);
        assertThat(channel.texts()).containsExactly("4a", "4b", "4c");
    }

    @Test
    void sessionsAreWritableUnlessSomethingIsUnderWay() {
        var fixture = new Fixture(options -> options.highWaterMark(100));
        var seen = new ArrayList<Boolean>();
        var channel = fixture.host.webSocket(WS4).channel();
        Runnable look = () ->
                fixture.host.lane().execute(() -> seen.add(fixture.session().writable()));

        look.run();
        fixture.host.lane().execute(() -> {
            fixture.session().send(text("a"));
            // What one task sends counts as one batch.
            seen.add(fixture.session().writable());
            fixture.session().send(text("x".repeat(100)));
            seen.add(fixture.session().writable());
        });
        channel.stall();
        fixture.session().send(text("b"));
        look.run();
        channel.unstall();
        look.run();
        fixture.session().close();
        look.run();

        assertThat(seen).containsExactly(true, true, false, false, true, false);
    }

    @Test
    void answersOfThoseThatReadInTurnLeaveTogetherAndNoneWaitsForMoreThanFifteenOthers() {
        var fixture = new Fixture();
        var channels = new ArrayList<MemoryChannel>();
        for (var i = 0; i < 18; i++) {
            channels.add(fixture.host.webSocket(WS4).channel());
            channels.get(i).clear();
        }
        var sessions = List.copyOf(fixture.sessions);
        var reading = new ArrayDeque<>(sessions);
        fixture.onMessage = message -> reading.remove().send(text("answer"));
        var answered = new ArrayList<Long>();

        // One task of the lane after the other, as one turn of an event loop reads from one connection after the other.
        fixture.host.lane().execute(() -> {
            for (var channel : channels) {
                channel.receive("4a");
                fixture.host
                        .lane()
                        .execute(() -> answered.add(channels.stream()
                                .filter(one -> !one.texts().isEmpty())
                                .count()));
            }
        });

        assertThat(answered.subList(0, 16))
                .containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 16L);
        assertThat(channels).allSatisfy(channel -> assertThat(channel.texts()).containsExactly("4answer"));
    }

    @Test
    void aPollingSessionIsWritableWhileAPollWaits() {
        var fixture = new Fixture();
        var target = fixture.open(V4);
        var seen = new ArrayList<Boolean>();
        Runnable look = () ->
                fixture.host.lane().execute(() -> seen.add(fixture.session().writable()));

        look.run();
        fixture.host.get(target);
        look.run();
        fixture.session().send(text("a"));
        look.run();

        assertThat(seen).containsExactly(false, true, false);
    }

    @Test
    void drainIsToldWhenEverythingHasLeft() {
        var fixture = new Fixture();
        var channel = fixture.host.webSocket(WS4).channel();
        fixture.drains = 0;
        channel.stall();
        fixture.session().send(text("a"));
        fixture.session().send(text("b"));
        var early = fixture.drains;

        channel.unstall();

        assertThat(early).isZero();
        assertThat(fixture.drains).isEqualTo(1);
        assertThat(fixture.session().pendingBytes()).isZero();
    }

    @Test
    void aSlowConsumerIsClosedAboveTheLimitAndItsQueueDropped() {
        var fixture = new Fixture(options -> options.maxPendingBytes(1_000).highWaterMark(500));
        var channel = fixture.host.webSocket(WS4).channel();
        channel.clear();
        channel.stall();
        var hundred = List.of(Message.text("x".repeat(100)));

        for (var i = 0; i < 7; i++) {
            fixture.session().send(hundred);
        }
        var below = fixture.session().pendingBytes();
        var alive = fixture.told.isEmpty();
        fixture.session().send(hundred);

        assertThat(below).isBetween(700L, 1_000L);
        assertThat(alive).isTrue();
        assertThat(fixture.told).containsExactly("closed: slow consumer");
        assertThat(channel.aborted()).isTrue();
        assertThat(channel.texts()).hasSize(1);
        assertThat(fixture.session().pendingBytes()).isZero();
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void aPollingClientThatDoesNotPollIsASlowConsumerToo() {
        var fixture = new Fixture(options -> options.maxPendingBytes(1_000).highWaterMark(500));
        var target = fixture.open(V4);

        for (var i = 0; i < 10; i++) {
            fixture.session().send(List.of(Message.binary(Bytes.wrap(new byte[200]))));
        }

        assertThat(fixture.told).containsExactly("closed: slow consumer");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void pongsForAClientThatDoesNotReadAreBoundedToo() {
        var fixture = new Fixture(options -> options.maxPendingBytes(1_000).highWaterMark(500));
        var channel = fixture.host.webSocket(WS3).channel();
        channel.stall();

        for (var i = 0; i < 100; i++) {
            channel.receive("2");
        }

        assertThat(fixture.told).containsExactly("closed: slow consumer");
    }

    @Test
    void aWriteWithoutProgressClosesTheSession() {
        var fixture = new Fixture(options -> options.pingTimeout(java.time.Duration.ofMinutes(10)));
        var channel = fixture.host.webSocket(WS4).channel();
        channel.stall();
        fixture.session().send(text("x".repeat(1_000)));

        fixture.host.advance(25_000);
        channel.readSome(10);
        fixture.host.advance(30_000);
        var alive = fixture.told.isEmpty();
        fixture.host.advance(31_000);

        assertThat(alive).isTrue();
        assertThat(fixture.told).containsExactly("closed: slow consumer");
        assertThat(channel.aborted()).isTrue();
    }

    @Test
    void aReceiverThatReadsSlowlyIsNotClosed() {
        var fixture = new Fixture(options -> options.pingTimeout(java.time.Duration.ofMinutes(10)));
        var channel = fixture.host.webSocket(WS4).channel();

        for (var i = 0; i < 10; i++) {
            channel.stall();
            fixture.session().send(text("x"));
            fixture.host.advance(20_000);
            channel.unstall();
        }

        assertThat(fixture.told).isEmpty();
    }

    @Test
    void sendingAfterTheEndDoesNothing() {
        var fixture = new Fixture();
        var channel = fixture.host.webSocket(WS4).channel();
        channel.clear();
        fixture.session().close();

        fixture.session().send(text("x"));
        fixture.session().close();
        fixture.session().abort(CloseReason.FORCED_CLOSE);

        assertThat(channel.texts()).isEmpty();
        assertThat(fixture.told).containsExactly("closed: forced close");
    }
}
