package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    private static final Reconnection PLAIN = Reconnection.DEFAULT.randomizationFactor(0);

    @Test
    void waitsDoubleUpToTheLongest() {
        var backoff = new Backoff(new Random(1));

        assertThat(new long[] {
                    backoff.next(PLAIN).toMillis(),
                    backoff.next(PLAIN).toMillis(),
                    backoff.next(PLAIN).toMillis(),
                    backoff.next(PLAIN).toMillis()
                })
                .containsExactly(1000, 2000, 4000, 5000);
        assertThat(backoff.attempts()).isEqualTo(4);
        backoff.reset();
        assertThat(backoff.next(PLAIN)).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"0,500,1500", "1,1000,3000", "2,2000,5000", "3,4400,5000", "9,5000,5000"})
    void waitsAreSpreadWithinTheOfficialBounds(int attempts, long least, long most) {
        var random = new Random(7);
        var seenLeast = Long.MAX_VALUE;
        var seenMost = 0L;
        for (var i = 0; i < 5000; i++) {
            var backoff = new Backoff(random);
            for (var skipped = 0; skipped < attempts; skipped++) {
                backoff.next(Reconnection.DEFAULT);
            }
            var wait = backoff.next(Reconnection.DEFAULT).toMillis();
            assertThat(wait).isBetween(least, most);
            seenLeast = Math.min(seenLeast, wait);
            seenMost = Math.max(seenMost, wait);
        }
        assertThat(seenLeast - least).isLessThan(Math.max(1, (most - least) / 10));
        assertThat(most - seenMost).isLessThan(Math.max(1, (most - least) / 10));
    }

    @Test
    void theSecondDigitOfTheRandomNumberDecidesAboutTheSign() {
        assertThat(new Backoff(fixed(0.25)).next(Reconnection.DEFAULT)).isEqualTo(Duration.ofMillis(875));
        assertThat(new Backoff(fixed(0.35)).next(Reconnection.DEFAULT)).isEqualTo(Duration.ofMillis(1175));
    }

    @Test
    void noNumberOfAttemptsMakesTheWaitOverflow() {
        var backoff = new Backoff(new Random(3));
        var settings = Reconnection.DEFAULT.delay(Duration.ofDays(300)).delayMax(Duration.ofSeconds(5));
        for (var i = 0; i < 100_000; i++) {
            assertThat(backoff.next(settings)).isEqualTo(Duration.ofSeconds(5));
        }
    }

    private static RandomGenerator fixed(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
