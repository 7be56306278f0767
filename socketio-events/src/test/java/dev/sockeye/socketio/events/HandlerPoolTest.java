package dev.sockeye.socketio.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
}
