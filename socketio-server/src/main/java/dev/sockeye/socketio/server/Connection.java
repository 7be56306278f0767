package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.Session;
import dev.sockeye.engineio.server.SessionListener;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.protocol.EventNames;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is a client's connection: turns its messages into packets, hands those to the sockets they are for, and ends with all of
 * them. Confined to the session's lane, but for the methods of {@link Conn} and those that say so.
 */
final class Connection implements SessionListener, Conn {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final SocketIoServer server;
    private final Session session;
    private final Parser.Decoder decoder;
    private final LaneOutbox outbox;
    // Forgotten while there is nothing to know, made when needed: most connections are idle most of the time.
    private @Nullable Joining joining;
    private @Nullable Reading reading;
    // Made with the first that is emitted; written under this.
    private volatile @Nullable Backlog backlog;

    private final Sockets sockets = new Sockets();
    // Has events that its handlers have not been woken for.
    private @Nullable Mailbox fresh;
    // Whether what comes will have to wait.
    private boolean crowded;
    // What handlers send is held back until those that run have worked off what came; read by any thread.
    private volatile boolean corked;
    private boolean closed;
    // What the client did wrong, once it is closed for it.
    private @Nullable String fault;
    private @Nullable Leaving leaving;
    private final long opened;

    Connection(SocketIoServer server, Session session) {
        this.server = server;
        this.session = session;
        decoder = server.encoding()
                .parser()
                .decoder(socketRevision(), server.options().parserLimits());
        outbox = server.outbox(session.lane());
        opened = lane().nanoTime();
    }

    /** Begins to listen. The implicit connection of protocol 4 to the main namespace is made here. */
    void open() {
        session.listener(this);
        server.listeners().tell(listener -> listener.sessionOpened(this));
        joining().begin();
    }

    /** Takes a message. Long on purpose, so that what is behind it is not compiled into each of its callers (ADR 17). */
    @Override
    public void onMessage(Message message) {
        assert lane().inLane();
        if (closed) {
            return;
        }
        try {
            var packet = decoder.decode(crowded ? Unpinned.of(message) : message);
            if (packet instanceof Packet.Event event) {
                onEvent(event);
                return;
            }
            if (packet == null) {
                return;
            }
            // What it brings about comes after the events before it, whose handlers may run here and end the
            // connection.
            wake();
            if (closed) {
                return;
            }
            if (packet instanceof Packet.Ack ack) {
                var socket = joined(ack.namespace());
                if (socket != null) {
                    socket.acks().answer(ack.id(), ack.arguments(), server.encoding());
                }
            } else if (packet instanceof Packet.Connect connect) {
                joining().onConnect(connect);
            } else if (packet instanceof Packet.Disconnect disconnect) {
                var socket = joined(disconnect.namespace());
                if (socket != null) {
                    sockets.remove(socket);
                    end(socket, DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, null);
                    reading().follow(socket);
                    joining().expectOne();
                } else {
                    sockets.forgetLeft(disconnect.namespace());
                }
            } else if (socketRevision() == SocketRevision.V5) {
                violation("CONNECT_ERROR from a client");
            }
        } catch (SocketProtocolException e) {
            log.debug("closing a connection: {}", e.getMessage());
            wake();
            sockets.all().forEach(socket -> socket.undecodable(e));
            close(DisconnectReason.FORCED_CLOSE, "invalid packet");
        } catch (RuntimeException | StackOverflowError e) {
            log.error("closing a connection that could not be served", e);
            close(DisconnectReason.FORCED_CLOSE, "internal error");
        }
    }

    private void onEvent(Packet.Event event) {
        var socket = joined(event.namespace());
        if (socket == null || EventNames.isReserved(event.name())) {
            // Reserved names get this far in protocol 4 only.
            return;
        }
        var mailbox = socket.mailbox();
        if (fresh != mailbox) {
            wake();
            if (closed) {
                return;
            }
            fresh = mailbox;
        }
        outbox.gathering().add(mailbox, event);
        mailbox.count(event);
        if (mailbox.overflows()) {
            reading().pause();
        }
    }

    @Override
    public void onMessagesComplete() {
        wake();
        if (joining != null && joining.spent()) {
            joining = null;
        }
    }

    private void wake() {
        if (fresh != null) {
            var mailbox = fresh;
            fresh = null;
            outbox.gathering().handOver();
            // Where handlers run here, all that they send waits for the end of the read anyway.
            corked = !outbox.runsHandlers() && session.cork();
            mailbox.wake();
            crowded = mailbox.crowded();
        }
    }

    /** Lets leave what the handlers of a batch have sent: behind it, and together. Any thread. */
    void batchDone() {
        if (corked) {
            outbox.post(new LaneOutbox.Entry() {
                @Override
                void run() {
                    corked = false;
                    session.uncork();
                }
            });
        }
    }

    @Override
    public void onDropped() {
        backlog().drop();
    }

    @Override
    public void onWritable() {
        backlog().sessionWritable();
    }

    @Override
    public void onUpgrade() {
        server.listeners().tell(listener -> listener.upgraded(this));
    }

    @Override
    public void onUpgradeFailed(String reason) {
        server.listeners().tell(listener -> listener.upgradeFailed(this, reason));
    }

    @Override
    public void onClose(CloseReason reason, @Nullable String description) {
        var cause = description == null ? fault : description;
        end(DisconnectReason.of(reason), cause);
        server.release(outbox);
        var lasted = Duration.ofNanos(lane().nanoTime() - opened);
        server.listeners().tell(listener -> listener.sessionClosed(this, reason, Optional.ofNullable(cause), lasted));
        server.left();
    }

    /** Returns the socket in a namespace; where there is none, judges the client for having sent something to it. */
    private @Nullable Socket joined(String namespace) {
        var socket = sockets.find(namespace);
        if (socket == null && socketRevision() == SocketRevision.V5 && !sockets.hasLeft(namespace)) {
            violation("a packet for a namespace that was not joined");
        }
        return socket;
    }

    /** Closes the connection of a client that breaks the protocol. */
    void violation(String sentence) {
        log.debug("closing a connection: {}", sentence);
        // What came before it was right, and is answered.
        wake();
        // Official: what the sockets see depends on whether the client can be told at once.
        close(session.writable() ? DisconnectReason.FORCED_CLOSE : DisconnectReason.FORCED_SERVER_CLOSE, sentence);
    }

    /** Closes the connection, the sockets of which end here and now. */
    void close(DisconnectReason reason, @Nullable String description) {
        fault = description;
        session.close();
        end(reason, description);
    }

    /** Leaves when its time has come, if it has nothing to finish then. */
    void leave(Leaving departing) {
        if (!closed && leaving == null) {
            leaving = departing;
            departing.begin();
        }
    }

    /** Tells whether handlers run, middlewares decide or answers are awaited. */
    boolean busy() {
        return fresh != null || (joining != null && joining.underWay()) || sockets.busy();
    }

    /** Ends all sockets, once. */
    void end(DisconnectReason reason, @Nullable String description) {
        assert lane().inLane();
        if (closed) {
            return;
        }
        closed = true;
        if (joining != null) {
            joining.end();
        }
        if (leaving != null) {
            leaving.cancel();
        }
        wake();
        for (var socket : sockets.all()) {
            // Unless a handler of one before it has taken it off meanwhile.
            if (sockets.remove(socket)) {
                end(socket, reason, description);
            }
        }
    }

    /** Ends a socket, behind the events that came before. */
    void end(Socket socket, DisconnectReason reason, @Nullable String description) {
        wake();
        socket.departure().end(reason, description);
    }

    /** Sends messages to a socket, unless it has ended. */
    void write(Socket socket, List<Message> messages, SlowReceiverPolicy.Fate fate) {
        assert lane().inLane();
        if (socket.departure().open()) {
            backlog().send(messages, fate);
        } else if (socket.departure().pending()) {
            backlog().hold(messages);
            joining().hold(socket, messages);
        }
    }

    SocketIoServer server() {
        return server;
    }

    Session session() {
        return session;
    }

    SocketRevision socketRevision() {
        return SocketRevision.carriedBy(session.revision());
    }

    /** Returns who leads into namespaces; on the lane, and not to be kept. */
    Joining joining() {
        if (joining == null) {
            joining = new Joining(this);
        }
        return joining;
    }

    /** Returns who knows how much waits. Any thread. */
    Backlog backlog() {
        var existing = backlog;
        return existing == null ? makeBacklog() : existing;
    }

    private synchronized Backlog makeBacklog() {
        var existing = backlog;
        if (existing == null) {
            backlog = existing = new Backlog(this);
        }
        return existing;
    }

    /** Forgets what was held for sockets on their way. On the lane. */
    void nothingHeld() {
        if (backlog != null) {
            backlog().nothingHeld();
        }
    }

    /** Returns who stops reading; on the lane. */
    Reading reading() {
        if (reading == null) {
            reading = new Reading(this);
        }
        return reading;
    }

    LaneOutbox outbox() {
        return outbox;
    }

    Lane lane() {
        return session.lane();
    }

    boolean closed() {
        return closed;
    }

    Sockets sockets() {
        return sockets;
    }

    @Override
    public String transport() {
        return session.transport();
    }

    @Override
    public boolean upgraded() {
        return session.upgraded();
    }

    @Override
    public EngineRevision revision() {
        return session.revision();
    }

    @Override
    public long pendingBytes() {
        return backlog().pendingBytes();
    }

    @Override
    public boolean writable() {
        return backlog().writable();
    }

    @Override
    public long dropped() {
        return backlog().dropped();
    }

    @Override
    public void close() {
        // Behind what the caller has emitted.
        outbox.post(LaneOutbox.entry(session::close));
    }
}
