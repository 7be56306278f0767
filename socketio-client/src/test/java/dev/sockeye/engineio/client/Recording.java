package dev.sockeye.engineio.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A listener that writes down what it is told, and complains about what comes in the wrong order or on a wrong thread. */
class Recording implements EngineListener {
    final CompletableFuture<Handshake> opened = new CompletableFuture<>();
    final CompletableFuture<EngineClosed> closed = new CompletableFuture<>();
    final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<String> upgraded = new CompletableFuture<>();
    final CompletableFuture<EngineException> notUpgraded = new CompletableFuture<>();
    final BlockingQueue<Duration> pongs = new LinkedBlockingQueue<>();
    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Engine engine;

    @Override
    public void onOpen(Engine opening, Handshake handshake) {
        engine = opening;
        note("open");
        opened.complete(handshake);
    }

    @Override
    public void onMessage(Message message) {
        note("message");
        messages.add(message);
    }

    @Override
    public void onPing() {
        note("ping");
    }

    @Override
    public void onPingSent() {
        note("pingSent");
    }

    @Override
    public void onPong(Duration latency) {
        note("pong");
        pongs.add(latency);
    }

    @Override
    public void onUpgrade(String transport) {
        note("upgrade");
        upgraded.complete(transport);
    }

    @Override
    public void onUpgradeFailed(EngineException reason) {
        note("upgradeFailed");
        notUpgraded.complete(reason);
    }

    @Override
    public void onDrain() {
        note("drain");
    }

    @Override
    public void onClose(EngineClosed end) {
        note("close");
        if (!closed.complete(end)) {
            complaints.add("closed twice");
        }
    }

    private void note(String event) {
        if (closed.isDone()) {
            complaints.add(event + " after the end");
        }
        var known = engine;
        if (known != null && !known.lane().inLane()) {
            complaints.add(event + " beside the lane, on " + Thread.currentThread());
        }
        events.add(event);
    }

    Engine engine() {
        return Objects.requireNonNull(engine);
    }

    Handshake awaitOpen() {
        return get(opened);
    }

    EngineClosed awaitClose() {
        var end = get(closed);
        assertThat(complaints).isEmpty();
        return end;
    }

    String awaitText() {
        return awaitMessage().data().utf8();
    }

    Message awaitMessage() {
        try {
            var message = messages.poll(10, SECONDS);
            assertThat(message).as("a message; events: %s", events).isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(10, SECONDS);
        } catch (Exception e) {
            throw new AssertionError("did not happen", e);
        }
    }
}
