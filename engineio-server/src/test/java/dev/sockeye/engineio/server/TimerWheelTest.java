package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.memory.MemoryClock;
import dev.sockeye.engineio.server.host.memory.MemoryLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long TICK = 10;

    private final MemoryClock clock = new MemoryClock();
    private final TimerWheel wheel = new TimerWheel(new MemoryLane(clock), Duration.ofMillis(TICK));
    private final List<String> fired = new ArrayList<>();

    @Test
    void aTimerFiresOnceNeverEarlyAndAtMostATickLate() {
        var random = new Random(1);
        for (var i = 0; i < 500; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(30)));
            var delay = random.nextInt(10_000);
            var due = now() + delay;
            arm(
                    new Probe(() -> {
                        assertThat(now()).isBetween(due, due + TICK);
                        fired.add("x");
                    }),
                    delay);
        }

        clock.advance(Duration.ofSeconds(20));

        assertThat(fired).hasSize(500);
        assertThat(clock.scheduled()).isZero();
    }

    @Test
    void aTimerMayBeMovedEitherWayAndCancelled() {
        var earlier = new Probe(() -> fired.add("earlier " + now()));
        var later = new Probe(() -> fired.add("later " + now()));
        var never = new Probe(() -> fired.add("never"));
        arm(earlier, 1_000);
        arm(later, 100);
        arm(never, 50);
        arm(earlier, 20);
        arm(later, 5_000);
        wheel.cancel(never);
        wheel.cancel(never);

        clock.advance(Duration.ofSeconds(10));

        assertThat(fired).containsExactly("earlier 20", "later 5000");
    }

    @Test
    void timersOfTheSameMomentMayCancelAndArmEachOther() {
        var timers = new ArrayList<Probe>();
        for (var i = 0; i < 6; i++) {
            var self = i;
            timers.add(new Probe(() -> {
                fired.add("x");
                timers.forEach(wheel::cancel);
                arm(timers.get((self + 1) % 6), 0);
            }));
        }
        timers.forEach(timer -> arm(timer, 100));

        clock.advance(Duration.ofMillis(149));

        assertThat(fired).hasSize(5);
    }

    @Test
    void aTimerThatThrowsDoesNotStopTheOthers() {
        arm(new Probe(() -> fired.add("before")), 10);
        arm(
                new Probe(() -> {
                    throw new IllegalStateException("a timer's own fault");
                }),
                10);
        arm(new Probe(() -> fired.add("beside")), 10);
        arm(new Probe(() -> fired.add("behind")), 30);

        clock.advance(Duration.ofMillis(100));

        assertThat(fired)
                .containsExactlyInAnyOrder("before", "beside", "behind")
                .last()
                .isEqualTo("behind");
    }

    @Test
    void longDelaysGoRoundTheRing() {
        arm(new Probe(() -> fired.add("at " + now())), 3_600_000);

        clock.advance(Duration.ofHours(2));

        assertThat(fired).containsExactly("at 3600000");
    }

    private long now() {
        return Duration.ofNanos(clock.nanoTime()).toMillis();
    }

    private void arm(TimerWheel.Timer timer, long milliseconds) {
        wheel.arm(timer, Duration.ofMillis(milliseconds).toNanos());
    }

    private static final class Probe extends TimerWheel.Timer {
        private final Runnable task;

        Probe(Runnable task) {
            this.task = task;
        }

        @Override
        void fire() {
            task.run();
        }
    }
}
