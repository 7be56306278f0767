package dev.sockeye.socketio.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandlerPoolTest {
    @Test
    void idleThreadIsUsedBeforeANewOneIsStarted() throws Exception {
        var pool = (ThreadPoolExecutor) HandlerPool.create("test-", 100);
        for (var i = 0; i < 20; i++) {
            var done = new CountDownLatch(1);
            pool.execute(done::countDown);
            assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
            var queue = (LinkedTransferQueue<?>) pool.getQueue();
            await().pollInterval(Duration.ofMillis(1)).until(queue::hasWaitingConsumer);
        }

        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
        pool.shutdown();
        assertThat(pool.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
    }

    /** Fails as the JDK does where the system grants no more threads. */
    private static ThreadFactory granting(int threads) {
        var left = new AtomicInteger(threads);
        return task -> {
            if (left.getAndDecrement() <= 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(task);
        };
    }

    @Test
    void threadsThatAreThereDoTheWorkOfThoseThatCannotBeStarted() throws InterruptedException {
        var pool = HandlerPool.create(8, granting(1));
        var release = new CountDownLatch(1);
        var done = new CountDownLatch(2);
        try {
            pool.execute(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            pool.execute(done::countDown);
            pool.execute(done::countDown);

            release.countDown();

            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            release.countDown();
            pool.shutdown();
        }
    }

    @Test
    void tasksThatNoThreadCanEverRunAreTurnedAway() {
        var pool = HandlerPool.create(8, granting(0));

        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);

        pool.shutdown();
    }
}
