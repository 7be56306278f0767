package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.EngineProtocolException;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is one connection from its first attempt to its end. Confined to its lane; what other threads ask for is posted there, what
 * they look at is volatile and written on the lane only.
 */
final class EngineConnection implements Engine, TransportListener, Heartbeat.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(EngineConnection.class);

    private enum State {
        OPENING,
        OPEN,
        CLOSED
    }

    private final EngineClient client;
    private final LoopLane lane;
    private final Target target;
    private final EngineClientOptions options;
    private final EngineListener listener;
    private final Outbox outbox = new Outbox();
    private final AtomicBoolean flushPosted = new AtomicBoolean();
    private final Runnable flush = this::flush;

    // Seen by other threads.
    private volatile State state = State.OPENING;
    private volatile Transport transport;
    private volatile @Nullable Handshake handshake;
    private volatile boolean writable;
    private volatile boolean refusing;

    /** Until the last transport is reached. */
    private @Nullable TransportChoice choice;

    // For the open connection.
    private @Nullable Heartbeat heartbeat;
    private @Nullable Upgrade upgrade;
    private boolean reading = true;
    private boolean closing;
    private boolean pumping;
    private boolean drained = true;

    /** Is the limit of the opening, later that of the closing. */
    private @Nullable Future<?> timer;

    EngineConnection(
            EngineClient client, LoopLane lane, Target target, EngineClientOptions options, EngineListener listener) {
        this.client = client;
        this.lane = lane;
        this.target = target;
        this.options = options;
        this.listener = listener;
        var choosing = new TransportChoice(
                options, client.upgrades(), new Dialer(client.loops(), lane, target, options), this);
        this.choice = choosing;
        this.transport = choosing.first();
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
        return Optional.ofNullable(handshake);
    }

    @Override
    public String transport() {
        return transport.name();
    }

    @Override
    public void send(List<Message> messages) {
        if (refusing || messages.isEmpty()) {
            return;
        }
        outbox.post(messages);
        if (flushPosted.compareAndSet(false, true)) {
            lane.post(flush);
        }
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public long pendingBytes() {
        return state == State.CLOSED ? 0 : outbox.pendingBytes();
    }

    @Override
    public void reading(boolean on) {
        assert lane.inLane();
        if (reading == on || state == State.CLOSED) {
            return;
        }
        reading = on;
        if (heartbeat != null) {
            heartbeat.reading(on);
        }
        transport.reading(on);
    }

    @Override
    public void close() {
        refusing = true;
        lane.run(this::closeInOrder);
    }

    @Override
    public void abort(CloseReason reason) {
        refusing = true;
        lane.run(() -> {
            if (state != State.CLOSED) {
                if (reason == CloseReason.PING_TIMEOUT) {
                    transport.abort();
                } else {
                    transport.close();
                }
                end(reason, null);
            }
        });
    }

    /** Begins to connect. */
    void start() {
        if (state == State.CLOSED) {
            return;
        }
        var limit = options.timeout();
        if (!limit.isZero()) {
            timer = lane.timer(this::openingTimedOut, limit.toNanos());
        }
        transport.open();
    }

    @Override
    public void onPacket(Transport from, Packet packet) {
        if (from != transport || state == State.CLOSED) {
            return;
        }
        switch (packet.type()) {
            case OPEN -> opened(packet);
            case MESSAGE -> {
                if (state == State.OPEN) {
                    message((Message) packet);
                } else {
                    wrong("a message before the open packet");
                }
            }
            case PING -> pinged();
            case PONG -> ponged();
            case CLOSE -> {
                // On a WebSocket it means nothing.
                if (from instanceof PollingTransport) {
                    from.abort();
                    onClosed(from, Failures.of("transport closed by the server", from.name(), (Throwable) null));
                }
            }
            default -> {}
        }
    }

    @Override
    public void onReadComplete(Transport from) {
        if (from == transport && state == State.OPEN) {
            if (heartbeat != null) {
                heartbeat.heard();
            }
            tell(EngineListener::onReadComplete);
        }
    }

    @Override
    public void onSent(Transport from) {
        if (from == transport && state == State.OPEN) {
            outbox.left();
            pump();
        }
    }

    @Override
    public void onClosed(Transport from, EngineException cause) {
        if (from == transport) {
            lost(CloseReason.TRANSPORT_CLOSE, cause);
        }
    }

    @Override
    public void onFailed(Transport from, CloseReason reason, EngineException cause) {
        if (from == transport) {
            lost(reason, cause);
        }
    }

    @Override
    public void pingDue() {
        outbox.ping();
        pump();
        tell(EngineListener::onPingSent);
    }

    @Override
    public void pongDue() {
        outbox.pong();
        pump();
    }

    @Override
    public void silent() {
        transport.abort();
        end(CloseReason.PING_TIMEOUT, null);
    }

    /** Sends nothing more until the transport has changed, or will not. */
    void changeBegins() {
        writable = false;
    }

    /** Goes over to another transport, which has proved itself. */
    void change(WebSocketTransport next) {
        var before = transport;
        upgrade = null;
        choice = null;
        transport = next;
        next.listener(this);
        before.abort();
        client.upgrades().succeeded(target, true);
        next.reading(reading);
        outbox.first(Packet.UPGRADE);
        pump();
        tell(to -> to.onUpgrade(next.name()));
    }

    /** Stays with polling. */
    void notChanged(EngineException reason) {
        upgrade = null;
        if (state == State.OPEN) {
            tell(to -> to.onUpgradeFailed(reason));
            pump();
        }
    }

    private void opened(Packet packet) {
        if (state != State.OPENING) {
            wrong("a second open packet");
            return;
        }
        Handshake told;
        try {
            told = Handshake.decode(packet.data());
        } catch (EngineProtocolException e) {
            wrong(String.valueOf(e.getMessage()));
            return;
        }
        handshake = told;
        state = State.OPEN;
        cancelTimer();
        var choosing = choice;
        if (choosing != null) {
            choosing.opened(transport);
        }
        if (transport instanceof PollingTransport polling) {
            polling.opened(told);
        } else {
            choice = null;
        }
        heartbeat = new Heartbeat(lane, options.revision(), told, this);
        heartbeat.start();
        heartbeat.reading(reading);
        if (closing) {
            limitClosing();
        }
        writable = !closing;
        tell(to -> to.onOpen(this, told));
        flush();
        if (state == State.OPEN && !closing && choosing != null) {
            upgrade = choosing.upgrade(this, transport, told);
            if (upgrade != null) {
                upgrade.begin();
            }
        }
    }

    private void message(Message message) {
        try {
            listener.onMessage(message);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void pinged() {
        if (state != State.OPEN) {
            wrong("a ping before the open packet");
        } else if (options.revision() == EngineRevision.V4) {
            outbox.pong();
            if (flushPosted.compareAndSet(false, true)) {
                lane.post(flush);
            }
            tell(EngineListener::onPing);
        }
    }

    private void ponged() {
        var latency = heartbeat == null || options.revision() == EngineRevision.V4 ? null : heartbeat.pong();
        if (latency != null) {
            tell(to -> to.onPong(latency));
        }
    }

    private void flush() {
        flushPosted.set(false);
        if (state == State.OPEN) {
            pump();
        }
    }

    /** Hands over what waits, as long as the transport takes it. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (state == State.OPEN && !changing() && transport.writable() && !outbox.isEmpty()) {
                drained = false;
                transport.send(outbox);
            }
        } finally {
            pumping = false;
        }
        var idle = state == State.OPEN && !changing() && transport.writable();
        writable = idle && !closing;
        if (!idle) {
            return;
        }
        if (!drained) {
            drained = true;
            tell(EngineListener::onDrain);
        }
        if (closing && state == State.OPEN && outbox.isEmpty()) {
            transport.close();
            end(CloseReason.FORCED_CLOSE, null);
        }
    }

    private boolean changing() {
        return upgrade != null && upgrade.changing();
    }

    private void closeInOrder() {
        if (closing || state == State.CLOSED) {
            return;
        }
        closing = true;
        writable = false;
        if (state == State.OPEN) {
            if (upgrade != null && !upgrade.changing()) {
                upgrade.cancel();
                upgrade = null;
            }
            limitClosing();
            pump();
        } else if (outbox.isEmpty()) {
            transport.close();
            end(CloseReason.FORCED_CLOSE, null);
        } else {
            limitClosing();
        }
    }

    private void limitClosing() {
        cancelTimer();
        timer = lane.timer(this::closingTimedOut, options.closeTimeout().toNanos());
    }

    private void closingTimedOut() {
        timer = null;
        transport.abort();
        end(CloseReason.FORCED_CLOSE, null);
    }

    private void openingTimedOut() {
        timer = null;
        transport.abort();
        end(CloseReason.TRANSPORT_ERROR, Failures.of("timeout", transport.name(), (Throwable) null));
    }

    /** Is told, on any thread, that the event loop has ended: then nothing else happens to this connection. */
    void orphaned() {
        transport.abort();
        var cause = Failures.of("event loop ended", transport.name(), (Throwable) null);
        end(state == State.OPENING ? CloseReason.TRANSPORT_ERROR : CloseReason.TRANSPORT_CLOSE, cause);
    }

    private void wrong(String what) {
        transport.close();
        lost(CloseReason.PARSE_ERROR, Failures.of("server error", transport.name(), what));
    }

    private void lost(CloseReason reason, EngineException cause) {
        if (state == State.OPENING) {
            var next = choice == null ? null : choice.next(transport);
            if (next == null) {
                end(CloseReason.TRANSPORT_ERROR, cause);
            } else {
                transport = next;
                next.open();
            }
        } else {
            end(reason, cause);
        }
    }

    private void end(CloseReason reason, @Nullable EngineException cause) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        refusing = true;
        writable = false;
        cancelTimer();
        if (heartbeat != null) {
            heartbeat.stop();
        }
        if (upgrade != null) {
            upgrade.cancel();
            upgrade = null;
        }
        choice = null;
        outbox.clear();
        try {
            listener.onClose(new EngineClosed(reason, Optional.ofNullable(cause)));
        } catch (RuntimeException e) {
            LOG.error("A connection's listener failed at its end", e);
        } finally {
            client.ended(this);
        }
    }

    /** Calls the listener; a connection whose listener fails is ended, since nobody knows what it missed. */
    private void tell(Consumer<EngineListener> call) {
        if (state == State.CLOSED) {
            return;
        }
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException bug) {
        LOG.error("A connection's listener failed", bug);
        transport.close();
        end(CloseReason.TRANSPORT_ERROR, Failures.of("the listener failed", transport.name(), bug));
    }

    private void cancelTimer() {
        LoopLane.cancel(timer);
        timer = null;
    }
}
