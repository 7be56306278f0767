package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.client.EngineClosed;
import dev.sockeye.engineio.client.EngineException;
import dev.sockeye.engineio.client.EngineListener;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is one connection of a manager, from its first attempt to its end: turns messages into packets, and knows what the server
 * thinks of the namespaces. Confined to the strand.
 */
final class Connection implements EngineListener {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final Manager manager;
    private final Connector connector;
    private final SocketRevision revision;
    private final Parser.Decoder decoder;

    private @Nullable Engine engine;
    private String sessionId = "";
    private List<Message> pending = new ArrayList<>(0);
    private boolean opened;
    // No longer the manager's: what it still says does not matter.
    private boolean detached;
    private boolean paused;

    // Namespaces that were asked for, are no longer wanted, and are yet to be answered.
    private @Nullable Set<String> abandoned;
    // Namespaces that were joined at some time, and what of them may still be on its way.
    private @Nullable Set<String> joinedBefore;
    // With protocol 4, whether the server has joined the client to the main namespace by itself.
    private boolean rootJoined;

    Connection(Manager manager, SocketRevision revision) {
        this.manager = manager;
        this.connector = manager.connector();
        this.revision = revision;
        decoder =
                manager.encoding().parser().decoder(revision, manager.options().parserLimits());
    }

    SocketRevision revision() {
        return revision;
    }

    /** Takes the engine, which is known before it tells anything. */
    void engine(Engine value) {
        engine = value;
    }

    @Nullable
    Engine engine() {
        return engine;
    }

    /** Returns the id of the session below, a secret between the two ends. */
    String sessionId() {
        return sessionId;
    }

    boolean opened() {
        return opened;
    }

    @Override
    public void onOpen(Engine from, Handshake handshake) {
        engine = from;
        sessionId = handshake.sid();
        if (detached) {
            return;
        }
        opened = true;
        connector.opened(this);
        if (manager.anyMailboxPaused()) {
            pause();
        }
    }

    @Override
    public void onMessage(Message message) {
        if (detached) {
            return;
        }
        try {
            var packet = decoder.decode(message);
            if (packet != null) {
                manager.signals().packet(packet);
                onPacket(packet);
            }
        } catch (SocketProtocolException e) {
            log.debug("giving up a connection: {}", e.getMessage());
            giveUp(e);
        } catch (RuntimeException | StackOverflowError e) {
            log.error("giving up a connection that could not be served", e);
            giveUp(e);
        }
    }

    private void giveUp(Throwable cause) {
        for (var socket : manager.sockets()) {
            if (socket.membership().active()) {
                socket.signals().error(ClientError.Kind.DECODING, cause, null);
            }
        }
        abort(DisconnectReason.PARSE_ERROR, CloseReason.PARSE_ERROR, cause);
    }

    /** Ends the connection at once; another one follows where reconnection is on. */
    void abort(DisconnectReason reason, CloseReason below, Throwable cause) {
        if (detached) {
            return;
        }
        detach();
        if (engine != null) {
            engine.abort(below);
        }
        connector.lost(reason, cause);
    }

    private void onPacket(Packet packet) {
        if (packet instanceof Packet.Event event) {
            var membership = find(event.namespace());
            if (membership != null) {
                membership.onEvent(event);
            }
        } else if (packet instanceof Packet.Ack ack) {
            var membership = find(ack.namespace());
            if (membership != null) {
                membership.onAck(ack);
            }
        } else if (packet instanceof Packet.Connect connect) {
            onConnect(connect);
        } else if (packet instanceof Packet.Disconnect disconnect) {
            var membership = find(disconnect.namespace());
            if (membership != null) {
                membership.onDisconnect();
            }
        } else if (packet instanceof Packet.ConnectError error) {
            onConnectError(error);
        }
    }

    private void onConnect(Packet.Connect packet) {
        var namespace = packet.namespace();
        var joined = Joined.read(packet, this);
        if (joined == null) {
            connector.olderServer(this, find(namespace));
            return;
        }
        if (revision == SocketRevision.V4 && namespace.equals("/")) {
            rootJoined = true;
            remember(namespace);
        }
        var membership = find(namespace);
        if (abandoned != null && abandoned.remove(namespace)) {
            leave(namespace);
            if (membership != null) {
                membership.begin(this);
            }
        } else if (membership != null) {
            remember(namespace);
            membership.onConnect(joined);
        }
    }

    private void onConnectError(Packet.ConnectError packet) {
        var membership = find(packet.namespace());
        if (abandoned != null && abandoned.remove(packet.namespace())) {
            if (membership != null) {
                membership.begin(this);
            }
        } else if (membership != null) {
            membership.onConnectError(packet);
        }
    }

    private @Nullable Membership find(String namespace) {
        var socket = manager.find(namespace);
        return socket == null ? null : socket.membership();
    }

    /** Leaves a namespace that was joined. */
    void leave(String namespace) {
        write(manager.encoding().messages(new Packet.Disconnect(namespace), revision, true));
        if (revision == SocketRevision.V4 && namespace.equals("/")) {
            // From now on it has to be asked for like any other.
            rootJoined = false;
        }
        remember(namespace);
    }

    /** Is told that the server took the client off a namespace. */
    void expelled(String namespace) {
        if (namespace.equals("/")) {
            rootJoined = false;
        }
    }

    private void remember(String namespace) {
        if (joinedBefore == null) {
            joinedBefore = new HashSet<>(2);
        }
        joinedBefore.add(namespace);
    }

    /** Tells whether what comes for a namespace before it is joined may be left over from before. */
    boolean joinedBefore(String namespace) {
        return joinedBefore != null && joinedBefore.contains(namespace);
    }

    /** Has a namespace left as soon as the server says that it is joined. */
    void abandon(String namespace) {
        if (abandoned == null) {
            abandoned = new HashSet<>(2);
        }
        abandoned.add(namespace);
    }

    boolean abandoned(String namespace) {
        return abandoned != null && abandoned.contains(namespace);
    }

    boolean rootJoined() {
        return rootJoined;
    }

    /** Sends messages with all else that is written in this turn. */
    void write(List<Message> messages) {
        if (pending.isEmpty()) {
            manager.strand().flushSoon();
        }
        pending.addAll(messages);
    }

    /** Sends what was written. */
    void flush() {
        if (!pending.isEmpty() && engine != null) {
            var batch = pending;
            pending = new ArrayList<>(Math.min(batch.size(), 16));
            engine.send(batch);
        }
    }

    boolean writable() {
        return engine != null && engine.writable();
    }

    /** Stops reading until {@link #resume}. */
    void pause() {
        if (!paused && engine != null) {
            paused = true;
            engine.reading(false);
        }
    }

    /** Goes on reading, if no socket has too much to do. */
    void resume() {
        if (paused && !detached && engine != null && !manager.anyMailboxPaused()) {
            paused = false;
            engine.reading(true);
        }
    }

    /** Makes the connection nobody's; what it tells from now on does not matter. */
    void detach() {
        detached = true;
        connector.detached();
    }

    /** Closes the connection when what was written is sent. */
    void close() {
        flush();
        detach();
        if (engine != null) {
            engine.close();
        }
    }

    @Override
    public void onPing() {
        if (!detached) {
            manager.signals().plain(ManagerEvent.PING);
        }
    }

    @Override
    public void onPingSent() {
        onPing();
    }

    @Override
    public void onPong(Duration latency) {
        if (!detached) {
            manager.signals().value(ManagerEvent.PONG, latency);
        }
    }

    @Override
    public void onUpgrade(String transport) {
        if (!detached) {
            manager.signals().value(ManagerEvent.TRANSPORT, transport);
        }
    }

    @Override
    public void onUpgradeFailed(EngineException reason) {
        log.debug("the connection stays with its transport: {}", reason.getMessage());
    }

    @Override
    public void onClose(EngineClosed closed) {
        if (detached) {
            connector.gone();
        } else if (opened) {
            detach();
            connector.lost(DisconnectReason.of(closed.reason()), closed.cause().orElse(null));
            connector.gone();
        } else {
            detach();
            connector.failed(this, closed);
            connector.gone();
        }
    }
}
