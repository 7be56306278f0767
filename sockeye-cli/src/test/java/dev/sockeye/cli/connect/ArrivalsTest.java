package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Arrivals arrivals = new Arrivals();

    @Test
    void whatCameBeforeCountsOnce() throws Exception {
        arrivals.add("/", "a");
        arrivals.add("/", "a");

        assertThat(arrivals.await("/", "a", LONG, () -> true)).isTrue();
        assertThat(arrivals.await("/", "a", LONG, () -> true)).isTrue();
        assertThat(arrivals.await("/", "a", SHORT, () -> true)).isFalse();
    }

    @Test
    void otherNamesAndNamespacesDoNotCount() throws Exception {
        arrivals.add("/", "a");

        assertThat(arrivals.await("/", "b", SHORT, () -> true)).isFalse();
        assertThat(arrivals.await("/other", "a", SHORT, () -> true)).isFalse();
    }

    @Test
    void whoWaitsIsWokenWhenItComesOrCantComeAnyMore() throws Exception {
        var possible = new AtomicBoolean(true);
        var coming = CompletableFuture.runAsync(() -> arrivals.add("/", "a"));
        assertThat(arrivals.await("/", "a", LONG, possible::get)).isTrue();
        coming.join();

        var leaving = CompletableFuture.runAsync(() -> {
            possible.set(false);
            arrivals.add("/", Arrivals.DISCONNECT);
        });
        assertThat(arrivals.await("/", "a", LONG, possible::get)).isFalse();
        leaving.join();
    }
}
