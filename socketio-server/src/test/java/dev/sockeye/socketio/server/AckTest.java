package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckOverflowException;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AckTest {
    private final TestServer server =
            new TestServer(builder -> builder.limits(new SocketIoLimits(100, 100, 10_000, 1_024, 3, 1_000, 4_000_000)));

    @AfterEach
    void close() {
        server.close();
    }

    private static Throwable failure(CompletableFuture<Args> future) {
        assertThat(future).isCompletedExceptionally();
        try {
            future.join();
            throw new AssertionError();
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    @Test
    void answerCompletesTheFuture() {
        var client = server.connect();

        var answer = server.socket().emitWithAck("ask", "x", 1);
        assertThat(client.received()).containsExactly("20[\"ask\",\"x\",1]");
        client.send("30[\"y\",2]");

        assertThat(answer).isCompleted();
        assertThat(answer.join().get(0, String.class)).isEqualTo("y");
        assertThat(answer.join().get(1, int.class)).isEqualTo(2);
    }

    @Test
    void answerMayHoldBinary() {
        var client = server.connect();
        var answer = server.socket().emitWithAck("ask", new byte[] {1});
        assertThat(client.received()).containsExactly("51-0[\"ask\",{\"_placeholder\":true,\"num\":0}]", "[1]");

        client.send("61-0[{\"_placeholder\":true,\"num\":0}]", new byte[] {2, 3});

        assertThat(answer.join().get(0, byte[].class)).containsExactly(2, 3);
    }

    @Test
    void idsAreCountedForTheNamespace() {
        server.io.of("/chat");
        var first = server.connect();
        server.socket().emitWithAck("a");
        var second = server.connect().join("/chat");

        server.io.sockets().forEach(socket -> socket.emitWithAck("b"));
        server.io.of("/chat").sockets().forEach(socket -> socket.emitWithAck("c"));

        var received = new ArrayList<>(first.received());
        received.addAll(second.received());
        assertThat(received).contains("20[\"a\"]", "21[\"b\"]", "22[\"b\"]", "2/chat,0[\"c\"]");
    }

    @Test
    void unknownAndRepeatedAnswersAreIgnored() {
        var client = server.connect();
        var answer = server.socket().emitWithAck("ask");

        client.send("399[1]", "30[1]", "30[2]");

        assertThat(answer.join().get(0, int.class)).isEqualTo(1);
        assertThat(client.closed()).isFalse();
    }

    @Test
    void answerOfAnotherSocketIsIgnored() {
        server.connect();
        var answer = server.socket().emitWithAck("ask");

        server.connect().send("30[1]");

        assertThat(answer).isNotDone();
    }

    @Test
    void futureFailsInTimeAndALateAnswerIsIgnored() {
        var client = server.connect();
        var slow = server.socket().timeout(Duration.ofSeconds(10)).emitWithAck("slow");
        var quick = server.socket().timeout(Duration.ofSeconds(1)).emitWithAck("quick");

        server.advance(Duration.ofMillis(990));
        assertThat(quick).isNotDone();
        server.advance(Duration.ofMillis(20));
        assertThat(failure(quick)).isInstanceOf(AckTimeoutException.class).hasMessage("operation has timed out");
        client.send("31[1]");
        assertThat(slow).isNotDone();
        server.advance(Duration.ofSeconds(10));

        assertThat(failure(slow)).isInstanceOf(AckTimeoutException.class);
        assertThat(client.closed()).isFalse();
    }

    @Test
    void futureWithoutTimeoutOfItsOwnFailsInTheEnd() {
        var quiet = new TestServer(builder -> builder.ackTimeout(Duration.ofSeconds(3)));
        quiet.connect();
        var answer = quiet.socket().emitWithAck("ask");

        quiet.advance(Duration.ofMillis(3_020));

        assertThat(failure(answer)).isInstanceOf(AckTimeoutException.class);
        quiet.close();
    }

    @Test
    void allFailAtOnceWhenTheSocketGoes() {
        var client = server.connect();
        var socket = server.socket();
        var first = socket.emitWithAck("a");
        var second = socket.timeout(Duration.ofHours(1)).emitWithAck("b");

        client.leave();
        var late = socket.emitWithAck("c");

        assertThat(List.of(first, second, late))
                .allSatisfy(future -> assertThat(failure(future)).isInstanceOf(AckDisconnectedException.class));
    }

    @Test
    void oldestFailsWhereTooManyAreAwaited() {
        var client = server.connect();
        var socket = server.socket();
        var answers = new ArrayList<CompletableFuture<Args>>();
        for (var i = 0; i < 4; i++) {
            answers.add(socket.emitWithAck("ask"));
        }

        assertThat(failure(answers.get(0))).isInstanceOf(AckOverflowException.class);
        client.send("31[]", "32[]", "33[]");
        assertThat(answers.subList(1, 4)).allMatch(CompletableFuture::isDone);
    }

    @Test
    void answerIsWaitedForFromBeforeTheConnection() {
        var pending = new ArrayList<CompletableFuture<Args>>();
        var next = new ArrayList<Next>();
        server.io.use((socket, then) -> {
            pending.add(socket.emitWithAck("early"));
            next.add(then);
        });
        var client = server.open().send("0");
        next.get(0).proceed();
        assertThat(client.received()).hasSize(2).last().isEqualTo("20[\"early\"]");

        client.send("30[5]");

        assertThat(pending.get(0).join().get(0, int.class)).isEqualTo(5);
    }

    @Test
    void futureFailsWhereMiddlewareRefuses() {
        var pending = new ArrayList<CompletableFuture<Args>>();
        server.io.use((socket, next) -> {
            pending.add(socket.emitWithAck("early"));
            next.refuse(new ConnectRefusedException("no"));
        });

        server.open().send("0");

        assertThat(failure(pending.get(0))).isInstanceOf(AckDisconnectedException.class);
    }

    @Test
    void timeoutMustBePositive() {
        server.connect();

        assertThatThrownBy(() -> server.socket().timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: > 0");
    }

    @Test
    void futuresCompleteInTheOrderOfTheAnswers() throws Exception {
        try (var pooled = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(4)))) {
            var client = pooled.connect();
            var order = new ConcurrentLinkedQueue<Integer>();
            var expected = new ArrayList<Integer>();
            var all = new ArrayList<CompletableFuture<Void>>();
            for (var i = 0; i < 200; i++) {
                var number = i;
                all.add(pooled.socket().emitWithAck("ask", number).thenRun(() -> order.add(number)));
            }

            for (var i = 199; i >= 0; i--) {
                client.send("3" + i + "[]");
                expected.add(i);
            }

            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
            assertThat(order).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whoWaitsForAnotherAnswerDoesNotKeepItFromComing() throws Exception {
        try (var pooled = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(4)))) {
            var client = pooled.connect();
            var second = new CompletableFuture<Args>();
            var begun = new CountDownLatch(1);
            var first = pooled.socket().emitWithAck("first").thenRun(() -> {
                begun.countDown();
                second.join();
            });
            pooled.socket().emitWithAck("second").thenAccept(second::complete);

            client.send("30[]");
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            client.send("31[]");
            pooled.advance(Duration.ofMillis(200));

            first.get(10, TimeUnit.SECONDS);
            assertThat(second).isCompleted();
        }
    }
}
