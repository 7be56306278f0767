package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {
    private static final int CLIENTS = 8;

    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> byWorkers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ServerSocket listening;
    private final TestServer server = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(32)));

    @AfterEach
    void release() throws IOException {
        release.countDown();
        listening.close();
    }

    CrewTest() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private List<TestClient> clients() {
        server.io.onConnection(socket -> {
            socket.on("x", ack -> {
                threads.add(Thread.currentThread().getName());
                ack.send("ok");
            });
            socket.on("block", () -> {
                threads.add(Thread.currentThread().getName());
                release.await();
            });
            socket.on("compute", () -> {
                threads.add(Thread.currentThread().getName());
                while (release.getCount() > 0) {
                    Thread.onSpinWait();
                }
            });
            socket.on("accept", () -> {
                threads.add(Thread.currentThread().getName());
                listening.accept();
            });
            socket.on("how", ack -> {
                byWorkers.add(StackWalker.getInstance()
                        .walk(frames ->
                                frames.anyMatch(frame -> frame.getClassName().startsWith(Crew.class.getName() + "$"))));
                ack.send("so");
            });
            socket.on("fail", () -> {
                throw new AssertionError("thrown by a handler");
            });
        });
        var clients = new ArrayList<TestClient>();
        for (var i = 0; i < CLIENTS; i++) {
            clients.add(server.connect());
        }
        await().untilAsserted(() -> assertThat(server.io.sockets()).hasSize(CLIENTS));
        settle();
        return clients;
    }

    /** Lets the lane look after its workers, as time does. */
    private void settle() {
        server.advance(Duration.ofMillis(1));
    }

    private void inOneTurn(List<TestClient> clients, String packet) {
        server.host.lane().execute(() -> clients.forEach(client -> client.send(packet)));
        settle();
    }

    private void answered(List<TestClient> clients, String answer) {
        await().untilAsserted(() -> {
            settle();
            assertThat(clients)
                    .allSatisfy(client -> assertThat(client.channel.texts()).contains(answer));
        });
    }

    @Test
    void whatComesInOneTurnIsHandledByOneThread() {
        try (server) {
            var clients = clients();

            inOneTurn(clients, "21[\"x\"]");

            answered(clients, "431[\"ok\"]");
            assertThat(threads).hasSize(CLIENTS);
            assertThat(List.copyOf(threads)).containsOnly(threads.peek());
        }
    }

    @Test
    void handlersBehindOneThatBlocksAreTakenOver() {
        try (server) {
            var clients = clients();
            var others = clients.subList(1, CLIENTS);

            server.host.lane().execute(() -> {
                clients.get(0).send("2[\"block\"]");
                others.forEach(client -> client.send("21[\"x\"]"));
            });

            answered(others, "431[\"ok\"]");
            clients.get(0).send("22[\"x\"]");
            release.countDown();
            answered(clients.subList(0, 1), "432[\"ok\"]");
        }
    }

    @Test
    void handlersThatAllBlockEachGetAThread() {
        try (server) {
            var clients = clients();

            inOneTurn(clients, "2[\"block\"]");

            await().untilAsserted(() -> {
                settle();
                assertThat(threads).hasSize(CLIENTS).doesNotHaveDuplicates();
            });
            release.countDown();
            inOneTurn(clients, "21[\"x\"]");
            answered(clients, "431[\"ok\"]");
        }
    }

    @Test
    void behindAHandlerThatComputesOtherWorkersTakeOver() {
        afterwards("compute");

        assertThat(byWorkers).containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"block", "accept"})
    void behindAHandlerThatBlocksEachGetsAThread(String event) {
        afterwards(event);

        assertThat(byWorkers).containsOnly(false);
    }

    /** Asks all others who runs their handlers when one of these has been looked after. */
    private void afterwards(String event) {
        try (server) {
            var clients = clients();
            var others = clients.subList(1, CLIENTS);
            server.host.lane().execute(() -> {
                clients.get(0).send("2[\"" + event + "\"]");
                others.forEach(client -> client.send("20[\"x\"]"));
            });
            answered(others, "430[\"ok\"]");
            await().untilAsserted(() -> assertThat(threads).hasSize(CLIENTS));
            lookOften();

            inOneTurn(others, "21[\"how\"]");

            answered(others, "431[\"so\"]");
            release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has every handler that runs for long found out. */
    private void lookOften() {
        for (var look = 0; look < 8; look++) {
            settle();
        }
    }

    @Test
    void whereManyHandlersComputeEachGetsAThread() {
        try (server) {
            var clients = clients();
            inOneTurn(clients, "2[\"compute\"]");
            await().untilAsserted(() -> {
                settle();
                assertThat(threads).hasSize(CLIENTS).doesNotHaveDuplicates();
            });
            lookOften();

            var later = server.connect();
            inOneTurn(List.of(later), "21[\"how\"]");

            answered(List.of(later), "431[\"so\"]");
            assertThat(byWorkers).containsOnly(false);
            release.countDown();
        }
    }

    @Test
    void errorOfOneHandlerDoesNotKeepOthersWaiting() {
        try (server) {
            var clients = clients();

            inOneTurn(clients, "2[\"fail\"]");
            inOneTurn(clients, "21[\"x\"]");

            answered(clients, "431[\"ok\"]");
        }
    }

    @Test
    void whatAHandlerSendsBeforeItBlocksLeaves() {
        try (server) {
            var clients = clients();
            server.io
                    .sockets()
                    .forEach(socket -> socket.on("say", () -> {
                        socket.emit("said");
                        release.await();
                    }));

            inOneTurn(clients, "2[\"say\"]");

            answered(clients, "42[\"said\"]");
            release.countDown();
        }
    }

    @Test
    void whatIsReadyWhenTheHostIsGoneRunsAllTheSame() {
        try (server) {
            clients();
            var mailbox = server.io.sockets().iterator().next().mailbox();
            var ran = new CompletableFuture<Void>();
            mailbox.add(() -> ran.complete(null));

            var threads = new HandlerExecutor.Running(
                    Runnable::run, Runnable::run, Runnable::run, () -> {}, HandlerExecutor.Owner.SOCKEYE);
            new Crew(new LaneOutbox(new StoppedLane(), threads), threads.workers()).add(mailbox);

            assertThat(ran).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    /** Is the lane of a host that has stopped. */
    private static final class StoppedLane implements Lane {
        @Override
        public boolean inLane() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            throw new RejectedExecutionException("stopped");
        }

        @Override
        public Cancellable schedule(Runnable task, Duration delay) {
            throw new RejectedExecutionException("stopped");
        }
    }

    @Test
    void interruptionOfOneSocketsHandlerDoesNotReachTheNextOnes() {
        try (server) {
            var clients = clients();
            var reached = new ConcurrentLinkedQueue<Boolean>();
            server.io
                    .sockets()
                    .forEach(socket -> socket.on("interrupt", ack -> {
                        reached.add(Thread.currentThread().isInterrupted());
                        Thread.currentThread().interrupt();
                        ack.send("done");
                    }));

            inOneTurn(clients, "21[\"interrupt\"]");

            answered(clients, "431[\"done\"]");
            assertThat(reached).hasSize(CLIENTS).containsOnly(false);
        }
    }
}
