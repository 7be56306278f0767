package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PacketType;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is the session's state machine: {@code OPENING > OPEN > CLOSING > CLOSED}. Confined to the session's lane, but for the
 * methods of {@link Session} that say otherwise and {@link #execute}.
 */
final class EngineSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);
    private static final Duration CROSSING = Duration.ofMillis(100);
    private static final SessionListener DEAF = new DeafListener();

    // for the session
    private final Sessions sessions;
    private final EngineOptions options;
    private final LaneShare share;
    private final String id;
    private final EngineRevision revision;
    private final Request request;
    private final Sender sender = new Sender(this);
    private final Receiver receiver = new Receiver(this);
    private final Heartbeat heartbeat;
    private SessionListener listener = DEAF;

    // for the moment
    private State state = State.OPENING;
    private @Nullable Closing closing;
    private boolean reading = true;
    // Made with the first request: a session that begins as a WebSocket never has another one.
    private @Nullable Intake intake;

    // written on the lane, read by any thread
    private volatile @Nullable Transport transport;
    private volatile boolean upgraded;
    private volatile boolean ending;

    private enum State {
        OPENING,
        OPEN,
        CLOSING,
        CLOSED
    }

    EngineSession(
            Sessions sessions,
            EngineOptions options,
            LaneShare share,
            String id,
            EngineRevision revision,
            Request request) {
        this.sessions = sessions;
        this.options = options;
        this.share = share;
        this.id = id;
        this.revision = revision;
        this.request = request;
        heartbeat = new Heartbeat(this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public EngineRevision revision() {
        return revision;
    }

    @Override
    public String transport() {
        var current = transport;
        return current == null ? "" : current.name();
    }

    @Override
    public boolean upgraded() {
        return upgraded;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Map<String, String> query() {
        return new RequestQuery(request);
    }

    @Override
    public Lane lane() {
        return share.lane();
    }

    @Override
    public void listener(SessionListener newListener) {
        assert onLane();
        listener = newListener;
    }

    @Override
    public SessionListener listener() {
        assert onLane();
        return listener;
    }

    @Override
    public long pendingBytes() {
        return sender.pendingBytes();
    }

    @Override
    public void send(List<Message> messages) {
        if (!ending && !messages.isEmpty()) {
            sender.send(messages);
        }
    }

    @Override
    public void sendExpendable(List<Message> messages) {
        assert onLane();
        if (!ending && !messages.isEmpty()) {
            sender.sendExpendable(messages);
        }
    }

    @Override
    public void expectWritable() {
        sender.expectWritable();
    }

    @Override
    public boolean cork() {
        return sender.cork();
    }

    @Override
    public void uncork() {
        sender.uncork();
    }

    @Override
    public boolean writable() {
        assert onLane();
        var current = transport;
        return state == State.OPEN
                && current != null
                && current.writable()
                && sender.pendingBytes() < options.highWaterMark();
    }

    @Override
    public void reading(boolean on) {
        assert onLane();
        var current = transport;
        if (on == reading || state == State.CLOSED || current == null) {
            return;
        }
        reading = on;
        if (on && state == State.OPEN) {
            heartbeat.forgive();
        }
        current.reading(on);
    }

    @Override
    public void close() {
        close(CloseReason.FORCED_CLOSE);
    }

    @Override
    public void close(CloseReason reason) {
        execute(() -> beginClosing(reason, options.closeTimeout()));
    }

    @Override
    public void abort(CloseReason reason) {
        execute(() -> finish(reason, null));
    }

    @Override
    public String toString() {
        // The id is a secret.
        return "Session[" + revision + ", " + transport() + "]";
    }

    EngineOptions options() {
        return options;
    }

    LaneShare share() {
        return share;
    }

    TimerWheel wheel() {
        return share.wheel();
    }

    boolean onLane() {
        return share.lane().inLane();
    }

    boolean reading() {
        return reading;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean closing() {
        return state == State.CLOSING;
    }

    boolean closed() {
        return state == State.CLOSED;
    }

    Sender sender() {
        return sender;
    }

    Receiver receiver() {
        return receiver;
    }

    Intake intake() {
        assert onLane();
        var existing = intake;
        if (existing == null) {
            intake = existing = new Intake(this);
        }
        return existing;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    boolean receiving() {
        return receiver.receiving();
    }

    boolean opening() {
        return state == State.OPENING;
    }

    /** Returns the transport in use; there is one from the opening on. */
    Transport carrier() {
        return Objects.requireNonNull(transport);
    }

    /** Tells whether the client has said that it leaves. */
    boolean leaving() {
        return state == State.CLOSING && closing != null && closing.reason() == CloseReason.TRANSPORT_CLOSE;
    }

    /** Runs a task on the lane, at once if this is the lane; returns whether there is still a lane. Any thread. */
    boolean execute(Runnable task) {
        if (onLane()) {
            task.run();
            return true;
        }
        try {
            share.lane().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            // The host has stopped: its connections are gone, and with them everybody who could be told.
            LOG.debug("The lane of a session has stopped");
            return false;
        }
    }

    /** Opens the session: tells the application, then the client. Throws what the application throws. */
    void open(Transport first, Consumer<Session> application) {
        assert onLane();
        transport = first;
        sender.hold(true);
        try {
            application.accept(this);
        } finally {
            sender.hold(false);
        }
        if (state == State.OPENING) {
            state = State.OPEN;
            heartbeat.start();
        }
        if (state != State.CLOSED) {
            var packets = new ArrayList<Packet>(2);
            packets.add(sessions.openPackets().packet(id, revision, first instanceof PollingTransport));
            var bytes = 0L;
            if (revision == EngineRevision.V3) {
                // Official 2.x servers answer a handshake with the first messages in it, later ones never.
                var messages = sender.take();
                packets.addAll(messages.packets());
                bytes = messages.bytes();
            }
            sender.open(first, new Outbox.Batch(packets, bytes));
        }
    }

    /** Hands a message to the application. */
    void deliver(Packet message) {
        try {
            listener.onMessage((Message) message);
        } catch (Throwable e) {
            listenerFailed(e);
        }
    }

    /** Tells the application that all messages that came together were handed over. */
    void deliveredAll() {
        if (state == State.CLOSED) {
            return;
        }
        try {
            listener.onMessagesComplete();
        } catch (Throwable e) {
            listenerFailed(e);
        }
    }

    /** Ends a session that has lost a message by it. */
    private void listenerFailed(Throwable e) {
        Failures.rethrowIfFatal(e);
        LOG.error("A session's listener failed; the session ends", e);
        finish(CloseReason.FORCED_CLOSE, "the listener failed");
    }

    /** Ends the session because its client leaves, if that is what the packet says on this transport. */
    void onClosePacket() {
        // On a WebSocket the close frame says it, and official servers do not listen to the packet.
        if (transport instanceof PollingTransport polling) {
            if (polling.writable()) {
                finish(CloseReason.TRANSPORT_CLOSE, null);
            } else {
                // The client's poll may still be on its way, on another connection than this packet.
                beginClosing(CloseReason.TRANSPORT_CLOSE, CROSSING);
            }
        }
    }

    /** Goes on when nothing waits to be sent any more. */
    void allLeft(boolean drainOwed) {
        var current = carrier();
        if (closing != null && closing.packetOwed() && current instanceof PollingTransport polling) {
            closing.queuePacket(polling);
        } else if (closing != null && current.idle()) {
            finish(closing.reason(), null);
        } else if (closing == null && drainOwed && current.writable()) {
            sender.drained();
            guarded(listener::onDrain);
        }
    }

    /** Answers a pending poll with nothing, if nothing waits for it; returns whether there was one. */
    boolean releasePoll() {
        if (sender.isEmpty() && transport instanceof PollingTransport polling && polling.writable()) {
            polling.release(Packet.NOOP);
            return true;
        }
        return false;
    }

    /** Moves the session from polling to a WebSocket: one moment, between two batches. */
    void switchTo(FrameTransport next) {
        if (transport instanceof PollingTransport polling) {
            transport = next;
            upgraded = true;
            polling.retire();
        }
        if (closing == null) {
            heartbeat.heard(PacketType.UPGRADE);
        }
        if (!reading) {
            next.reading(false);
        }
        guarded(listener::onUpgrade);
        sender.flush();
    }

    /** Tells the application. */
    void tell(Consumer<SessionListener> call) {
        guarded(() -> call.accept(listener));
    }

    /** Takes note that the WebSocket is closed. */
    void onChannelClosed(int code, @Nullable Throwable cause) {
        switch (code) {
            // What the host closes with when a client breaks the rules of WebSocket, or sends too much.
            case 1002, 1003, 1007, 1009 -> finish(CloseReason.TRANSPORT_ERROR, cause == null ? null : "code " + code);
            default -> finish(CloseReason.TRANSPORT_CLOSE, null);
        }
    }

    /** Ends the session because the server stops; one without a transport was given up before it opened. */
    void shutDown() {
        assert onLane();
        beginClosing(CloseReason.SERVER_SHUTTING_DOWN, options.shutdownGrace());
    }

    /** Ends the session, now: the only way to CLOSED. */
    void finish(CloseReason reason, @Nullable String description) {
        assert onLane();
        if (state == State.CLOSED) {
            return;
        }
        var first = closing == null ? reason : closing.reason();
        state = State.CLOSED;
        ending = true;
        endTimers();
        sender.drop();
        var current = transport;
        if (current != null) {
            current.close(reason);
        }
        sessions.remove(this);
        LOG.debug("A session over {} has ended: {}", transport(), first);
        guarded(() -> listener.onClose(first, description));
        listener = DEAF;
    }

    /** Stops taking messages, and ends the session when what waits has left: the only way to CLOSING. */
    private void beginClosing(CloseReason reason, Duration limit) {
        if (state == State.CLOSED || transport == null) {
            return;
        }
        if (closing != null) {
            wheel().arm(
                            closing,
                            Math.min(limit.toNanos(), options.closeTimeout().toNanos()));
            return;
        }
        sender.collect();
        state = State.CLOSING;
        ending = true;
        heartbeat.stop();
        if (reason == CloseReason.TRANSPORT_CLOSE) {
            endUpgrade();
        } else if (intake != null) {
            intake.endUnlessUnderWay();
        }
        var begun = new Closing(this, reason);
        closing = begun;
        wheel().arm(begun, limit.toNanos());
        if (transport instanceof PollingTransport polling) {
            begun.announce(polling);
        }
        sender.flush();
    }

    private void endTimers() {
        heartbeat.stop();
        if (closing != null) {
            wheel().cancel(closing);
        }
        endUpgrade();
    }

    private void endUpgrade() {
        if (intake != null) {
            intake.end();
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            LOG.error("A session's listener failed", e);
        }
    }
}
