package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.engineio.client.EngineClosed;
import dev.sockeye.engineio.client.EngineException;
import dev.sockeye.engineio.client.EngineListener;
import dev.sockeye.engineio.client.Lane;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Is a connection whose server is the test. */
final class FakeEngine implements Engine {
    final EngineClientOptions options;
    final List<List<Message>> batches = new ArrayList<>();
    boolean writable = true;
    boolean reading = true;
    boolean ended;

    @Nullable
    CloseReason aborted;

    private final Lane lane;
    private final EngineListener listener;
    private int seen;

    FakeEngine(Lane lane, EngineClientOptions options, EngineListener listener) {
        this.lane = lane;
        this.options = options;
        this.listener = listener;
    }

    /** Lets the server open the session. */
    FakeEngine open() {
        lane.execute(() -> listener.onOpen(
                this, new Handshake("engine-sid", List.of(), 25_000, 20_000, OptionalLong.of(1_000_000))));
        return this;
    }

    /** Lets the server send. */
    FakeEngine receive(String... texts) {
        lane.execute(() -> {
            for (var text : texts) {
                listener.onMessage(Message.text(text));
            }
            listener.onReadComplete();
        });
        return this;
    }

    /** Lets the server open the session and join the main namespace. */
    FakeEngine join() {
        return open().receive("0{\"sid\":\"a\"}");
    }

    void ping() {
        lane.execute(listener::onPing);
    }

    void pong(Duration latency) {
        lane.execute(() -> listener.onPong(latency));
    }

    /** Lets the connection end. */
    void lose(CloseReason reason) {
        end(new EngineClosed(reason, Optional.empty()));
    }

    /** Lets the server refuse. */
    void refuse(int status, String body) {
        end(new EngineClosed(
                CloseReason.TRANSPORT_ERROR,
                Optional.of(new EngineException(
                        "xhr poll error", "polling", OptionalInt.of(status), Optional.of(body), null))));
    }

    void fail() {
        end(new EngineClosed(
                CloseReason.TRANSPORT_ERROR,
                Optional.of(new EngineException(
                        "websocket error", "websocket", OptionalInt.empty(), Optional.empty(), null))));
    }

    private void end(EngineClosed closed) {
        lane.execute(() -> {
            if (!ended) {
                ended = true;
                listener.onClose(closed);
            }
        });
    }

    /** Returns what was sent since it was asked last; binary by its length. */
    List<String> sent() {
        var all = batches.stream()
                .flatMap(List::stream)
                .map(message -> message.binary()
                        ? "binary " + message.data().length()
                        : message.data().utf8())
                .toList();
        var fresh = all.subList(seen, all.size());
        seen = all.size();
        return fresh;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public EngineRevision revision() {
        return options.revision();
    }

    @Override
    public Optional<Handshake> handshake() {
        return Optional.empty();
    }

    @Override
    public String transport() {
        return "websocket";
    }

    @Override
    public void send(List<Message> messages) {
        if (!ended) {
            batches.add(List.copyOf(messages));
        }
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
    }

    @Override
    public void close() {
        lose(CloseReason.FORCED_CLOSE);
    }

    @Override
    public void abort(CloseReason reason) {
        aborted = reason;
        lose(reason);
    }
}
