package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.memory.MemoryClock;
import dev.sockeye.engineio.server.host.memory.MemoryLane;
import org.junit.jupiter.api.Test;

class LaneShareTest {
    private final Fixture fixture = new Fixture();

    @Test
    void isSharedWhileOneSessionOfTheLaneIsThereAndForgottenBehindTheLast() {
        var first = open(V4);
        var second = open(V3);

        assertThat(second.share()).isSameAs(first.share());
        first.abort(CloseReason.FORCED_CLOSE);
        fixture.host.advance(1000);
        var third = open(V4);
        assertThat(third.share()).isSameAs(second.share());

        second.abort(CloseReason.FORCED_CLOSE);
        third.abort(CloseReason.FORCED_CLOSE);
        fixture.host.advance(1000);
        assertThat(open(V4).share()).isNotSameAs(third.share());
    }

    @Test
    void isForgottenBehindASessionThatNeverHadATimer() {
        fixture.onConnection = session -> session.abort(CloseReason.FORCED_CLOSE);
        fixture.host.get(V4);
        var first = (EngineSession) fixture.session();
        fixture.onConnection = session -> {};

        assertThat(fixture.server.sessionCount()).isZero();
        assertThat(open(V4).share()).isNotSameAs(first.share());
    }

    @Test
    void staysForASessionRightBehindTheLast() {
        var first = open(V4);
        first.abort(CloseReason.FORCED_CLOSE);

        assertThat(open(V4).share()).isSameAs(first.share());
    }

    @Test
    void isForgottenWhenItsLaneEndsWithoutALastTurn() {
        var sessions = new Sessions(EngineOptions.defaults());
        var ended = new MemoryLane(new MemoryClock());
        var inUse = new MemoryLane(new MemoryClock());
        var first = sessions.share(ended);
        var kept = sessions.share(inUse);
        kept.count(1);
        first.wheel()
                .arm(
                        new TimerWheel.Timer() {
                            @Override
                            void fire() {
                                throw new AssertionError("the lane has ended");
                            }
                        },
                        1_000_000);

        // Somebody comes on a lane that is not known.
        sessions.share(new MemoryLane(new MemoryClock()));

        assertThat(sessions.share(ended)).isNotSameAs(first);
        assertThat(sessions.share(inUse)).isSameAs(kept);
    }

    private EngineSession open(String target) {
        fixture.open(target);
        return (EngineSession) fixture.session();
    }
}
