package dev.sockeye.socketio.client;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.AckException;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.events.Handlers;
import dev.sockeye.socketio.events.RequestHandler;
import dev.sockeye.socketio.events.TypedEvents;
import dev.sockeye.socketio.events.TypedEventsOnce;
import dev.sockeye.socketio.events.TypedRequests;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Is a client in a namespace of a server. Thread-safe; no method blocks. Handlers run on the handler executor, those of one
 * socket one after the other, in the order in which their causes came.
 *
 * <p>A socket lives on when its connection is lost: it is connected again, with its handlers, and sends then what was emitted
 * meanwhile.
 */
public final class Socket
        implements TypedEvents<Socket>,
                TypedEventsOnce<Socket>,
                TypedRequests<Socket>,
                SocketLife,
                SocketAuth,
                SocketCatchAll {
    private final Manager manager;
    private final String namespace;
    private final SocketOptions options;
    private final Handlers handlers = new Handlers();
    private final SocketSignals signals = new SocketSignals(this);
    private final Mailbox mailbox;
    private final Completions completions;
    private final Membership membership;
    private final AtomicLong ackIds = new AtomicLong();
    // Made when first needed; written under this.
    private volatile @Nullable Watchers watchers;
    private volatile Auth auth;

    // Written on the strand, and by whoever asks for another state, so that he sees it at once.
    private volatile boolean active;
    // Written on the strand.
    private volatile @Nullable State state;
    private volatile boolean recovered;
    private volatile int session;
    private volatile int waiting;

    // Whose events are being handled. Written and read by who runs handlers.
    private int handledSession;

    /** Is what the server told when the namespace was joined, as long as it is. */
    private record State(String id, SocketRevision revision) {}

    Socket(Manager manager, String namespace, SocketOptions options) {
        this.manager = manager;
        this.namespace = namespace;
        this.options = options;
        auth = options.auth();
        mailbox = new Mailbox(manager.strand(), this);
        completions = new Completions(manager.strand());
        membership = new Membership(this);
    }

    /** Returns the manager, which keeps the connection. */
    public Manager io() {
        return manager;
    }

    /** Returns the name of the namespace. */
    public String nsp() {
        return namespace;
    }

    /** Returns the options that the socket was made with. */
    public SocketOptions options() {
        return options;
    }

    /** Returns the id that the server knows the socket by; empty while it is not connected. Another one after each loss. */
    public Optional<String> id() {
        var current = state;
        return current == null || !active ? Optional.empty() : Optional.of(current.id);
    }

    /** Tells whether the namespace is joined. */
    public boolean connected() {
        return state != null && active;
    }

    /** Tells whether the socket is connected, or wants to be: then it connects by itself when it can. */
    public boolean active() {
        return active;
    }

    /** Tells whether the socket went on where it was when it was connected last: nothing of what it missed is lost then. */
    public boolean recovered() {
        return recovered;
    }

    /**
     * Connects the socket, unless it is connected or about to be.
     *
     * @return is done when the namespace is joined; fails with {@link ConnectFailedException} when the server refuses, when
     *     no further attempt will be made, or when the socket is disconnected before
     */
    public CompletableFuture<Socket> connect() {
        var joined = new CompletableFuture<Socket>();
        active = true;
        manager.strand().post(new Strand.Entry() {
            @Override
            void run() {
                membership.join(joined);
            }

            @Override
            void refused(RuntimeException reason) {
                active = false;
                joined.completeExceptionally(reason);
            }
        });
        return joined;
    }

    /** Connects the socket; another name of {@link #connect}. */
    public CompletableFuture<Socket> open() {
        return connect();
    }

    /** Begins to connect without telling anybody of the outcome. */
    void begin() {
        active = true;
        manager.strand().post(() -> membership.join(null));
    }

    /**
     * Leaves the namespace; the socket does not come back by itself. No handler is called for an event that came before, but
     * for one that runs already. What waits to be sent is kept for the next {@link #connect}. Where no other socket needs the
     * connection it is closed.
     */
    public void disconnect() {
        active = false;
        mailbox.discard();
        manager.strand().post(membership::leave);
    }

    /** Leaves the namespace; another name of {@link #disconnect}. */
    public void close() {
        disconnect();
    }

    /**
     * Emits an event. The arguments, {@code byte[]} among them where wanted, are encoded before this returns. While the
     * socket is not connected the event waits, within {@link ClientLimits}.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    public void emit(String event, @Nullable Object... args) {
        Emission.event(this, event, args, Outgoing.Mode.PLAIN);
    }

    /**
     * Emits an event and asks for an acknowledgement. The future completes with what the server answers, or with an {@link
     * AckException} when it does not in time, when the connection is lost after the event was sent, or when the event is
     * dropped. It completes outside this socket's handlers, which therefore may wait for it.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return Emission.request(this, event, args, Outgoing.Mode.PLAIN);
    }

    /** Emits the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }

    /** Chooses how long acknowledgements are waited for. */
    public SocketEmitter timeout(Duration limit) {
        return new SocketEmitter(this, Outgoing.Mode.PLAIN).timeout(limit);
    }

    /** Chooses to drop what can't leave at once: what is {@code volatile} elsewhere. */
    public SocketEmitter asVolatile() {
        return new SocketEmitter(this, Outgoing.Mode.PLAIN).asVolatile();
    }

    /** Chooses whether to compress, where the transport can. */
    public SocketEmitter compress(boolean on) {
        return new SocketEmitter(this, Outgoing.Mode.PLAIN).compress(on);
    }

    /** Returns how many events wait to be sent: for the connection, or with {@code retries} for those before them. */
    public int sendBufferSize() {
        return waiting;
    }

    /** Drops the events that wait to be sent; their acknowledgements fail. */
    public Socket clearSendBuffer() {
        manager.strand().post(() -> membership.delivery().clear(DroppedEvent.Reason.CLEARED));
        return this;
    }

    @Override
    public Socket on(String event, EventHandler handler) {
        handlers.add(ReservedNames.checkHandler(event), handler, false);
        return this;
    }

    @Override
    public Socket once(String event, EventHandler handler) {
        handlers.add(ReservedNames.checkHandler(event), handler, true);
        return this;
    }

    @Override
    public Socket off(String event, Object handler) {
        handlers.remove(event, handler);
        return this;
    }

    @Override
    public Socket off(String event) {
        handlers.removeAll(event);
        return this;
    }

    /** Tells whether an event has a handler. */
    public boolean hasListeners(String event) {
        return handlers.handles(event);
    }

    /** Names server and namespace. */
    @Override
    public String toString() {
        return "Socket[" + manager.uri() + namespace + ']';
    }

    // What follows serves the classes around.

    Encoding encoding() {
        return manager.encoding();
    }

    ClientLimits limits() {
        return options.limits();
    }

    Auth auth() {
        return auth;
    }

    Socket authBy(Auth source) {
        auth = source;
        return this;
    }

    Map<String, String> namespaceQuery() {
        return options.namespaceQuery().orElseGet(manager::query);
    }

    Membership membership() {
        return membership;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    SocketSignals signals() {
        return signals;
    }

    Watchers watchers() {
        var existing = watchers;
        return existing == null ? makeWatchers() : existing;
    }

    private synchronized Watchers makeWatchers() {
        var existing = watchers;
        if (existing == null) {
            watchers = existing = new Watchers(this);
        }
        return existing;
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    /** Encodes an event on the caller's thread if it can leave at once. */
    void encodeAhead(Outgoing event) {
        var current = state;
        if (current != null && options.retries() == 0) {
            event.encode(current.revision);
        }
    }

    List<Message> answer(Arguments arguments, long id, SocketRevision revision) {
        return encoding().messages(new Packet.Ack(namespace, id, arguments), revision, true);
    }

    void active(boolean on) {
        active = on;
    }

    /** Is told that the namespace is joined. On the strand. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The strand is the only one to write it.
    void joined(String id, boolean again, SocketRevision revision) {
        recovered = again;
        state = new State(id, revision);
        var current = ++session;
        mailbox.add(() -> handledSession = current);
    }

    /** Is told that the namespace is not joined any more. On the strand. */
    void left() {
        state = null;
    }

    /** Returns which joining of the namespace is the current one. */
    int session() {
        return session;
    }

    int handledSession() {
        return handledSession;
    }

    void waiting(int count) {
        waiting = count;
    }

    boolean handling() {
        return mailbox.busy() || completions.busy();
    }

    void complete(Runnable completion) {
        completions.add(completion);
    }

    /** Shows an event that is sent. On the strand. */
    void sent(Outgoing event) {
        var watching = watchers;
        if (watching != null) {
            watching.sent(event.event, event.arguments);
        }
    }

    /** Calls who wants an event. On the handler executor. */
    void handle(Packet.Event event) {
        var watching = watchers;
        if (watching == null && !handlers.handles(event.name())) {
            return;
        }
        var args = encoding().args(event.arguments());
        var ack = event.id().isPresent() ? new SocketAck(this, event.id().getAsLong()) : Ack.unwanted();
        if (watching != null) {
            watching.received(event.name(), args, ack);
        }
        handlers.call(event.name(), args, ack, this, Socket::call);
    }

    /** Calls one handler; whatever it throws ends here. On the handler executor. */
    private void call(EventHandler handler, String event, Args args, Ack ack) {
        try {
            if (handler instanceof RequestHandler request) {
                new Reply(this, event, ack).with(request, args);
            } else {
                handler.handle(args, ack);
            }
        } catch (Throwable e) {
            new Reply(this, event, ack).handlerFailed(e);
        }
    }

    /** Goes on reading from the server. On the handler executor. */
    void drained() {
        manager.strand().post(() -> {
            var connection = manager.connector().connection();
            if (connection != null) {
                connection.resume();
            }
        });
    }
}
