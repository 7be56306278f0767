package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.memory.MemoryClock;
import dev.sockeye.engineio.server.host.memory.MemoryLane;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneShareTest {
    private final Fixture fixture = new Fixture();
    private final Sessions sessions = new Sessions(EngineOptions.defaults());

    @Test
    void isTheSameForAllSessionsOfALane() {
        var first = open(V4);
        var second = open(V3);
        assertThat(second.share()).isSameAs(first.share());

        first.abort(CloseReason.FORCED_CLOSE);
        second.abort(CloseReason.FORCED_CLOSE);
        assertThat(first.share().unused()).isTrue();
        assertThat(open(V4).share()).isSameAs(first.share());
    }

    @Test
    void isCountedOnceForEachSessionThatWasAccepted() {
        var first = open(V4);
        assertThat(first.share().unused()).isFalse();

        first.abort(CloseReason.FORCED_CLOSE);
        first.abort(CloseReason.FORCED_CLOSE);
        assertThat(first.share().unused()).isTrue();
    }

    @Test
    void isForgottenWhenNobodySharesItAndOthersCome() {
        var inUse = lane();
        var kept = sessions.share(inUse);
        kept.count(1);
        var lanes = Stream.generate(LaneShareTest::lane).limit(100).toList();
        var shares = lanes.stream().map(sessions::share).toList();

        for (var i = 0; i < 64; i++) {
            assertThat(sessions.share(lanes.get(i))).isNotSameAs(shares.get(i));
        }
        assertThat(sessions.share(inUse)).isSameAs(kept);
    }

    @Test
    void isKeptWhileSessionsShareItHoweverManyLanesThereAre() {
        var lanes = Stream.generate(LaneShareTest::lane).limit(100).toList();
        var used = lanes.stream().map(this::used).toList();

        assertThat(lanes.stream().map(sessions::share)).containsExactlyElementsOf(used);
    }

    private LaneShare used(Lane lane) {
        var share = sessions.share(lane);
        share.count(1);
        return share;
    }

    private static Lane lane() {
        return new MemoryLane(new MemoryClock());
    }

    private EngineSession open(String target) {
        fixture.open(target);
        return (EngineSession) fixture.session();
    }
}
