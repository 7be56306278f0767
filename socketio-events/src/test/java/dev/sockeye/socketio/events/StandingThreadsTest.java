package dev.sockeye.socketio.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandingThreadsTest {
    private final BlockingQueue<Runnable> left = new LinkedBlockingQueue<>();
    private final StandingThreads threads = new StandingThreads(2, Thread::new, left::add);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        threads.stop();
    }

    /** Runs a task there and returns its thread once that waits for the next one. */
    private Thread ran(Runnable task) throws InterruptedException, ExecutionException, TimeoutException {
        var thread = new CompletableFuture<Thread>();
        threads.execute(() -> {
            thread.complete(Thread.currentThread());
            task.run();
        });
        var known = thread.get(5, TimeUnit.SECONDS);
        await().until(() -> known.getState() == Thread.State.WAITING);
        return known;
    }

    private void block() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theSameThreadServesWhatComesOneByOne() throws Exception {
        var first = ran(() -> {});

        for (var i = 0; i < 20; i++) {
            assertThat(ran(() -> {})).isSameAs(first);
        }
        assertThat(left).isEmpty();
    }

    @Test
    void whatFindsAllOfThemBusyIsLeftToTheOther() throws Exception {
        ran(this::block);
        ran(this::block);
        Runnable third = () -> {};

        threads.execute(third);

        assertThat(left).containsExactly(third);
    }

    @Test
    void whoBecameIdleLastIsWokenFirst() throws Exception {
        var blocked = ran(this::block);
        var other = ran(() -> {});
        release.countDown();
        await().until(() -> threads.idle() == 2);

        assertThat(ran(() -> {})).isSameAs(blocked).isNotSameAs(other);
    }

    @Test
    void interruptionsAndFailuresOfOneTaskDoNotReachTheNext() throws Exception {
        var thread = ran(() -> {});
        var told = new AtomicReference<Throwable>();
        thread.setUncaughtExceptionHandler((where, failure) -> told.set(failure));
        var failure = new IllegalStateException("expected");

        ran(() -> {
            Thread.currentThread().interrupt();
            throw failure;
        });
        thread.interrupt();

        var interrupted = new CompletableFuture<Boolean>();
        threads.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
        assertThat(told.get()).isSameAs(failure);
        assertThat(threads.started()).isEqualTo(1);
    }

    @Test
    void theyEndWithWhatTheyRun() throws Exception {
        var blocked = ran(this::block);
        var idle = ran(() -> {});

        threads.stop();

        idle.join(5_000);
        assertThat(idle.isAlive()).isFalse();
        assertThat(blocked.isAlive()).isTrue();
        release.countDown();
        blocked.join(5_000);
        assertThat(blocked.isAlive()).isFalse();
        Runnable late = () -> {};
        threads.execute(late);
        assertThat(left).containsExactly(late);
    }

    @Test
    void whereNoThreadCanBeStartedTheOtherTakesOver() {
        var asked = new AtomicInteger();
        var none = new StandingThreads(
                2,
                task -> {
                    asked.incrementAndGet();
                    throw new OutOfMemoryError("unable to create native thread");
                },
                task -> {
                    throw new RejectedExecutionException("full");
                });

        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> none.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(none.started()).isZero();
        // Not again for each task, but after a while.
        assertThat(asked).hasValue(1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThatThrownBy(() -> none.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            assertThat(asked).hasValueGreaterThan(1);
        });
    }

    @Test
    void automaticallyTheRestIsForVirtualThreadsOrThePool() throws Exception {
        var running = HandlerExecutor.automatic().start();
        var local = new InheritableThreadLocal<String>();
        local.set("the starter's");
        try {
            for (var i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                var worker = new CompletableFuture<String>();
                running.workers().execute(() -> {
                    worker.complete(Thread.currentThread().getName() + " " + local.get());
                    block();
                });
                assertThat(worker.get(5, TimeUnit.SECONDS)).isEqualTo("sockeye-worker-" + (i + 1) + " null");
            }
            var name = new CompletableFuture<String>();

            running.workers().execute(() -> name.complete(Thread.currentThread().getName()));

            assertThat(name.get(5, TimeUnit.SECONDS))
                    .isEqualTo(HandlerExecutor.virtualSupported() ? "" : "sockeye-handler-1");
        } finally {
            release.countDown();
            running.stop().run();
        }
    }

    @Test
    void noTaskIsLostWhereManyThreadsHandThemOver() throws Exception {
        var done = new CountDownLatch(40_000);
        var all = new StandingThreads(2, Thread::new, Runnable::run);
        var givers = new Thread[4];
        for (var i = 0; i < givers.length; i++) {
            givers[i] = new Thread(() -> {
                for (var k = 0; k < 10_000; k++) {
                    all.execute(done::countDown);
                }
            });
            givers[i].start();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> all.idle() == all.started());
        all.stop();
    }
}
