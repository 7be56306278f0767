package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitingTest {
    private static final int PRODUCERS = 4;
    private static final int EACH = 51_000;

    private static final class Queue extends Waiting {}

    private record Item(int producer, int number) {}

    private final Queue queue = new Queue();

    @Test
    void whatIsPutInComesOutInItsOrder() {
        assertThat(queue.nothingWaits()).isTrue();
        assertThat(queue.take()).isNull();

        queue.put("a");
        queue.put("b");
        assertThat(queue.take()).isEqualTo("a");
        queue.put("c");

        assertThat(queue.nothingWaits()).isFalse();
        assertThat(queue.take()).isEqualTo("b");
        assertThat(queue.take()).isEqualTo("c");
        assertThat(queue.take()).isNull();
        assertThat(queue.nothingWaits()).isTrue();
    }

    @Test
    void whatIsPutInTogetherComesOutOneByOne() {
        queue.put("a");
        queue.putAll(new Object[] {"b", "c", "d"});
        assertThat(queue.take()).isEqualTo("a");
        assertThat(queue.take()).isEqualTo("b");
        queue.put("e");
        queue.putAll(new Object[] {"f"});

        assertThat(queue.take()).isEqualTo("c");
        assertThat(queue.nothingWaits()).isFalse();
        assertThat(queue.take()).isEqualTo("d");
        assertThat(queue.take()).isEqualTo("e");
        assertThat(queue.take()).isEqualTo("f");
        assertThat(queue.take()).isNull();
        assertThat(queue.nothingWaits()).isTrue();
    }

    @Test
    void nothingIsLostOrOutOfOrderWhereManyPutIn() throws Exception {
        var threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            for (var i = 0; i < PRODUCERS; i++) {
                var producer = i;
                threads.execute(() -> {
                    for (var number = 0; number < EACH; ) {
                        if (number % 3 == 0) {
                            queue.put(new Item(producer, number++));
                        } else {
                            queue.putAll(new Object[] {new Item(producer, number++), new Item(producer, number++)});
                        }
                    }
                });
            }
            var next = new int[PRODUCERS];
            var wrong = new ArrayList<Item>();
            for (var taken = 0; taken < PRODUCERS * EACH; ) {
                var item = (Item) queue.take();
                if (item == null) {
                    Thread.onSpinWait();
                    continue;
                }
                taken++;
                if (next[item.producer]++ != item.number) {
                    wrong.add(item);
                }
            }
            assertThat(wrong).isEmpty();
            assertThat(queue.nothingWaits()).isTrue();
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
