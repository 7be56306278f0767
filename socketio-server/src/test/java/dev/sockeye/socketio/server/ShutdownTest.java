package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ShutdownTest {
    /** More than a thread takes in one turn. */
    private static final int MANY = 600;

    private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

    private static TestServer pooled() {
        return new TestServer(builder -> builder.engine(engine -> engine.shutdownGrace(Duration.ofMillis(200)))
                .handlerExecutor(HandlerExecutor.pool(2)));
    }

    @Test
    void handlersAreToldBeforeTheServerIsDone() {
        var server = pooled();
        server.io.onConnection(socket -> socket.onDisconnect(reason -> heard.add(reason.text())));
        server.connect();
        server.connect();

        server.close();

        assertThat(heard).containsExactly("server shutting down", "server shutting down");
    }

    @Test
    void threadsEndWithTheServer() {
        var server = pooled();
        var handler = new CompletableFuture<Thread>();
        server.io.onConnection(socket -> {
            handler.complete(Thread.currentThread());
            heard.add(socket);
        });
        server.connect();
        await().until(() -> !heard.isEmpty());

        server.close();

        await().until(() -> !handler.join().isAlive());
    }

    @Test
    void closingFromAHandlerIsSafe() {
        var server = pooled();
        var done = new CompletableFuture<Void>();
        server.io.onConnection(socket ->
                socket.on("close", () -> server.io.close().thenRun(() -> done.complete(null))));
        var client = server.connect().send("2[\"close\"]");

        assertThat(done).succeedsWithin(Duration.ofSeconds(10));
        assertThat(client.channel.closeCode()).isEqualTo(1001);
    }

    @Test
    void handlerThatNeverReturnsDoesNotKeepTheServer() {
        var release = new CountDownLatch(1);
        var server = pooled();
        server.io.onConnection(socket -> socket.on("block", () -> {
            heard.add("blocked");
            release.await();
        }));
        server.connect().send("2[\"block\"]");
        await().until(() -> !heard.isEmpty());

        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(10));
        release.countDown();
    }

    @Test
    void whoReturnsBehindTheEndStillHearsOfTheDisconnection() {
        var release = new CountDownLatch(1);
        var server = pooled();
        server.io.onConnection(socket -> {
            socket.on("block", () -> {
                heard.add("blocked");
                socket.onDisconnect(reason -> heard.add(reason.text()));
                release.await();
            });
            socket.on("more", () -> heard.add("more"));
            socket.on("other", () -> {});
        });
        var client = server.connect().send("2[\"block\"]");
        await().until(() -> !heard.isEmpty());
        for (var i = 0; i < MANY; i++) {
            client.send("2[\"more\"]");
        }
        // For its sake the lane looks after the thread, finds that it waits, and leaves it behind.
        server.connect().send("2[\"other\"]");
        for (var i = 0; i < 10; i++) {
            server.advance(Duration.ofMillis(1));
        }

        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(10));
        release.countDown();

        await().until(() -> heard.contains("server shutting down"));
        assertThat(heard).hasSize(1 + MANY + 1).endsWith("more", "server shutting down");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whoComesWhenTheThreadsHaveEndedIsNobodysError() {
        var server = pooled();
        var turnedAway = new RejectedExecutionException("none left");

        server.io.error(ServerError.Kind.EXECUTOR, turnedAway, null, null);
        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(10));
        server.io.error(ServerError.Kind.EXECUTOR, turnedAway, null, null);
        server.io.error(ServerError.Kind.ADAPTER, turnedAway, null, null);

        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsExactly(ServerError.Kind.EXECUTOR, ServerError.Kind.ADAPTER);
    }

    @Test
    void waitingAcknowledgementsFail() {
        var server = pooled();
        server.connect();
        var answer = server.socket().emitWithAck("ask");

        server.close();

        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(AckDisconnectedException.class);
    }

    @Test
    void closingTwiceOrUnusedIsSafe() {
        var server = pooled();

        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(server.host
                        .webSocket("/socket.io/?EIO=4&transport=websocket")
                        .status())
                .isEqualTo(503);
    }

    @Test
    void everythingStillMayBeCalledAfterTheEnd() {
        var server = pooled();
        var client = server.connect();
        var socket = server.socket();
        server.close();
        client.received();

        socket.emit("x");
        socket.join("room");
        socket.disconnect(true);
        server.io.emit("x");
        server.io.to("room").emit("x");

        assertThat(client.received()).isEmpty();
        assertThat(socket.emitWithAck("x")).failsWithin(Duration.ofSeconds(10));
        assertThat(socket.rooms()).isEmpty();
    }
}
