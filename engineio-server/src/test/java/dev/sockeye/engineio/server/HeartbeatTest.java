package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.upgradeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    // Timers run up to one tick of 50 ms late.
    private final Fixture fixture = new Fixture();

    @Test
    void revision4IsPingedAndEndsWithoutAnAnswer() {
        var channel = fixture.host.webSocket(WS4).channel();
        channel.clear();

        fixture.host.advance(24_900);
        var early = channel.texts();
        fixture.host.advance(300);
        var pinged = channel.texts();
        fixture.host.advance(19_700);
        var alive = fixture.told.isEmpty();
        fixture.host.advance(500);

        assertThat(early).isEmpty();
        assertThat(pinged).containsExactly("2");
        assertThat(alive).isTrue();
        assertThat(fixture.told).containsExactly("closed: ping timeout");
        assertThat(channel.closeCode()).isEqualTo(1005);
    }

    @Test
    void revision4GoesOnWhileItAnswers() {
        var channel = fixture.host.webSocket(WS4).channel();
        channel.clear();

        for (var i = 0; i < 20; i++) {
            fixture.host.advance(25_200);
            channel.receive("3");
        }

        assertThat(channel.texts()).hasSize(20).containsOnly("2");
        assertThat(fixture.server.sessionCount()).isEqualTo(1);
    }

    @Test
    void shortIntervalsAreKeptBesideLongTimeouts() {
        var quick = new Fixture(
                options -> options.pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofSeconds(20)));
        var channel = quick.host.webSocket(WS4).channel();
        channel.clear();

        for (var i = 0; i < 10; i++) {
            quick.host.advance(330);
            channel.receive("3");
        }

        assertThat(channel.texts()).hasSize(10);
    }

    @Test
    void otherPacketsPutOffTheAnswerOnce() {
        var channel = fixture.host.webSocket(WS4).channel();
        fixture.host.advance(25_200);

        for (var i = 0; i < 5; i++) {
            fixture.host.advance(10_000);
            channel.receive("4busy");
        }

        assertThat(fixture.told).containsExactly("busy", "busy", "closed: ping timeout");
    }

    @Test
    void revision3EndsWhenNothingComes() {
        var channel = fixture.host.webSocket(WS3).channel();

        fixture.host.advance(44_900);
        var alive = fixture.told.isEmpty();
        fixture.host.advance(400);

        assertThat(alive).isTrue();
        assertThat(fixture.told).containsExactly("closed: ping timeout");
        assertThat(channel.closeCode()).isEqualTo(1005);
    }

    @Test
    void anyPacketKeepsRevision3Alive() {
        var channel = fixture.host.webSocket(WS3).channel();

        for (var packet : new String[] {"2", "4x", "3", "6", "2"}) {
            fixture.host.advance(40_000);
            channel.receive(packet);
        }
        fixture.host.advance(44_000);
        var alive = fixture.server.sessionCount();
        fixture.host.advance(1_400);

        assertThat(alive).isEqualTo(1);
        assertThat(fixture.told).last().isEqualTo("closed: ping timeout");
    }

    @Test
    void aSilentClientIsNoticedAfterAnUpgradeInBothRevisions() {
        for (var target : new String[] {V3, V4}) {
            var fresh = new Fixture();
            var polling = fresh.open(target);
            fresh.host.advance(20_000);
            var channel = fresh.host.webSocket(upgradeOf(polling)).channel();
            channel.receive("2probe");
            channel.receive("5");

            fresh.host.advance(46_000);

            assertThat(fresh.told).contains("closed: ping timeout");
            assertThat(fresh.server.sessionCount()).isZero();
        }
    }

    @Test
    void aPendingPollIsToldOfTheEnd() {
        var fourth = new Fixture();
        var target = fourth.open(V4);
        fourth.host.advance(25_200);
        var ping = fourth.host.get(target);
        var next = fourth.host.get(target);
        fourth.host.advance(20_400);
        var thirdPoll = fixture.host.get(fixture.open(V3));
        fixture.host.advance(45_400);

        assertThat(ping.text()).isEqualTo("2");
        assertThat(next.text()).isEqualTo("1");
        assertThat(fourth.told).contains("closed: ping timeout");
        assertThat(thirdPoll.text()).isEqualTo("1:1");
    }

    @Test
    void aPingWaitsForAPollAndTheTimeRuns() {
        fixture.open(V4);

        fixture.host.advance(25_200);
        fixture.host.advance(20_400);

        assertThat(fixture.told).containsExactly("closed: ping timeout");
    }

    @Test
    void aSessionThatWeDoNotReadIsNotTimedOut() {
        for (var target : new String[] {WS3, WS4}) {
            var paused = new Fixture();
            paused.host.webSocket(target);
            paused.host.lane().execute(() -> paused.session().reading(false));

            paused.host.advance(600_000);
            var alive = paused.server.sessionCount();
            paused.host.lane().execute(() -> paused.session().reading(true));
            paused.host.advance(19_000);
            var stillAlive = paused.server.sessionCount();
            paused.host.advance(30_000);

            assertThat(alive).isEqualTo(1);
            assertThat(stillAlive).isEqualTo(1);
            assertThat(paused.told).last().isEqualTo("closed: ping timeout");
        }
    }

    @Test
    void whoAnsweredDuringAPauseOfTheMachineIsHeardFirst() {
        var channel = fixture.host.webSocket(WS4).channel();
        fixture.host.advance(25_200);

        fixture.host.clock().jump(Duration.ofMinutes(5));
        fixture.host.lane().execute(() -> {
            // The tick is due and so is the answer; whichever comes first, the answer counts.
            fixture.host.advance(0);
            channel.receive("3");
        });
        fixture.host.advance(1_000);

        assertThat(fixture.server.sessionCount()).isEqualTo(1);
    }

    @Test
    void noTimerIsLeftBehindTheLastSession() {
        var target = fixture.open(V4);
        fixture.host.webSocket(WS3).channel().closeByClient(1000);
        fixture.host.post(target, "1");

        fixture.host.advance(500);

        assertThat(fixture.server.sessionCount()).isZero();
        assertThat(fixture.host.clock().scheduled()).isZero();
    }

    @Test
    void manySessionsShareOneTimer() {
        for (var i = 0; i < 1_000; i++) {
            fixture.host.webSocket(WS4);
        }
        var scheduled = fixture.host.clock().scheduled();

        fixture.host.advance(46_000);

        assertThat(scheduled).isEqualTo(1);
        assertThat(fixture.server.sessionCount()).isZero();
    }
}
