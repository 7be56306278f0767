package dev.sockeye.socketio.server;

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
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.Member;
import dev.sockeye.socketio.server.recovery.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Is a client in a namespace. Thread-safe; no method blocks. Handlers run on the handler executor, those of one socket one
 * after the other, in the order in which their causes came.
 *
 * <p>What is emitted to a socket leaves in order. Nothing is sent, and no handler is called but those of the disconnection,
 * once the socket is disconnected.
 */
public final class Socket
        implements TypedEvents<Socket>,
                TypedEventsOnce<Socket>,
                TypedRequests<Socket>,
                SocketCatchAll,
                SocketMiddlewares,
                SocketAudience,
                SocketEnd,
                Member {
    private final Connection connection;
    private final Namespace namespace;
    private final String id;
    private final Handshake handshake;
    private final Handlers handlers = new Handlers();
    private final Mailbox mailbox = new Mailbox(this);
    private final Membership membership;
    private final Departure departure = new Departure(this);
    // Made when first needed; written under this.
    private volatile @Nullable Watchers watchers;
    private volatile @Nullable PendingAcks acks;
    private volatile @Nullable Map<String, Object> data;

    // What became of the event that is being handled; for the thread that runs the handlers.
    private EventOutcome outcome = EventOutcome.HANDLED;
    // Where it can be recovered.
    private final @Nullable Continuity continuity;

    Socket(
            Connection connection,
            Namespace namespace,
            String id,
            Handshake handshake,
            @Nullable Continuity continuity) {
        this.continuity = continuity;
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = handshake;
        this.membership = new Membership(this);
    }

    /** Returns the public id: other clients may know it, but for clients of protocol 4, whose id opens their session. */
    @Override
    public String id() {
        return id;
    }

    /** Returns the namespace. */
    public Namespace namespace() {
        return namespace;
    }

    /** Returns what the client said when it connected. */
    public Handshake handshake() {
        return handshake;
    }

    /** Returns the connection that carries this socket. */
    public Conn conn() {
        return connection;
    }

    /** Tells whether the socket is connected: not yet in middlewares, still while disconnecting handlers run. */
    public boolean connected() {
        return departure.connected();
    }

    /** Returns a place for what the application wants to remember of this client. Thread-safe; holds no nulls. */
    public Map<String, Object> data() {
        var existing = data;
        return existing == null ? makeData() : existing;
    }

    private synchronized Map<String, Object> makeData() {
        var existing = data;
        if (existing == null) {
            data = existing = new ConcurrentHashMap<>(4);
        }
        return existing;
    }

    /**
     * Tells whether the socket goes on where an earlier connection of its client ended: with its id, rooms and data, and
     * with what the client missed. See {@link SocketIoServerBuilder#connectionStateRecovery}.
     */
    public boolean recovered() {
        return recovery() == Recovery.RECOVERED;
    }

    /** Returns what became of the client's wish to go on where it was. */
    public Recovery recovery() {
        return continuity == null ? Recovery.NONE : continuity.outcome();
    }

    /** Returns the rooms that the socket is in, with its own, which bears its id; a copy. Empty once disconnected. */
    public Set<String> rooms() {
        return membership.rooms();
    }

    /**
     * Enters rooms. A broadcast that follows reaches the socket; before the socket is connected the rooms are remembered,
     * once it is disconnected this does nothing.
     *
     * @return is done when other nodes know, where there are any
     * @throws IllegalArgumentException if a name is too long
     * @throws IllegalStateException if the socket would be in too many rooms
     */
    public CompletionStage<Void> join(String... rooms) {
        return membership.join(List.of(rooms));
    }

    /** Leaves a room; nothing happens where the socket is not in it. */
    public CompletionStage<Void> leave(String room) {
        return membership.leave(room);
    }

    /** Leaves all rooms but the socket's own. */
    public CompletionStage<Void> leaveAll() {
        return membership.leaveAll();
    }

    /**
     * Emits an event. The arguments, {@code byte[]} among them where wanted, are encoded before this returns.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    public void emit(String event, @Nullable Object... args) {
        Emission.event(this, ReservedNames.checkEmission(event), encoding().snapshot(args), false, true);
    }

    /**
     * Emits an event and asks for an acknowledgement. The future always completes: with what the client answers, or with an
     * {@link AckException} when it does not in time or disconnects. It completes outside this socket's handlers, which
     * therefore may wait for it.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws dev.sockeye.socketio.protocol.ArgumentException if an argument can't be encoded
     */
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... args) {
        return Emission.request(
                this, ReservedNames.checkEmission(event), encoding().snapshot(args), false, true, null);
    }

    /** Emits the event {@code message}. */
    public void send(@Nullable Object... args) {
        emit("message", args);
    }

    /** Chooses how long acknowledgements are waited for. */
    public SocketEmitter timeout(Duration limit) {
        return new SocketEmitter(this).timeout(limit);
    }

    /** Chooses to drop what the client can't take at once: what is {@code volatile} elsewhere. */
    public SocketEmitter asVolatile() {
        return new SocketEmitter(this).asVolatile();
    }

    /** Chooses whether to compress, where the transport can. */
    public SocketEmitter compress(boolean on) {
        return new SocketEmitter(this).compress(on);
    }

    @Override
    public BroadcastOperator broadcast() {
        return namespace.except(id);
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

    /**
     * Registers the annotated methods of an object for this socket alone; see {@link
     * dev.sockeye.socketio.server.annotation} and {@link Namespace#register}.
     *
     * @throws IllegalArgumentException if a method can't be what its annotation says, or there is none
     */
    public Socket register(Object handlers) {
        AnnotatedObject.ofOneSocket(handlers).accept(this);
        return this;
    }

    @Override
    public Socket onDisconnecting(BiConsumer<DisconnectReason, Optional<String>> handler) {
        departure.onDisconnecting(handler);
        return this;
    }

    @Override
    public Socket onDisconnect(BiConsumer<DisconnectReason, Optional<String>> handler) {
        departure.onDisconnect(handler);
        return this;
    }

    /**
     * Names who is told when no more than {@link dev.sockeye.engineio.server.EngineOptions#lowWaterMark} waits for the
     * client, after it was more than {@link dev.sockeye.engineio.server.EngineOptions#highWaterMark} or {@link
     * Conn#writable} has said no: to go on with what there is to send. Runs like a handler of this socket, so that no
     * handler may wait for it.
     */
    public Socket onWritable(Runnable task) {
        connection.backlog().onWritable(this, task);
        return this;
    }

    /** Takes the client off this namespace: it is told, and does not come back by itself. */
    public void disconnect() {
        disconnect(false);
    }

    /**
     * Takes the client off this namespace. Does nothing before the socket is connected.
     *
     * @param close whether to take it off all namespaces and close the connection
     */
    public void disconnect(boolean close) {
        if (departure.request()) {
            mailbox.discardEvents();
            new Expulsion(this, close).begin();
        }
    }

    /** Names the namespace; not the id, which opens the session of a client of protocol 4. */
    @Override
    public String toString() {
        return "Socket[" + namespace.name() + ']';
    }

    // What follows serves the classes around.

    SocketIoServer server() {
        return namespace.server();
    }

    SocketIoLimits limits() {
        return server().options().limits();
    }

    Encoding encoding() {
        return namespace.encoding();
    }

    Adapter adapter() {
        return namespace.adapter();
    }

    Executor handlerExecutor() {
        return server().handlers();
    }

    Connection connection() {
        return connection;
    }

    Membership membership() {
        return membership;
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

    /** Tells the socket's own listeners of an error; tells whether there are any. Any thread. */
    boolean tell(ServerError error) {
        var watching = watchers;
        return watching != null && watching.tell(error);
    }

    @Nullable
    Continuity continuity() {
        return continuity;
    }

    /** Takes over what was remembered before. */
    synchronized void restore(Map<String, Object> before) {
        data = before instanceof ConcurrentMap ? before : new ConcurrentHashMap<>(before);
    }

    Departure departure() {
        return departure;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Returns who keeps the acknowledgements that are awaited. Any thread. */
    PendingAcks acks() {
        var existing = acks;
        return existing == null ? makeAcks() : existing;
    }

    private PendingAcks makeAcks() {
        PendingAcks made;
        synchronized (this) {
            made = acks;
            if (made == null) {
                acks = made = new PendingAcks(server().completions(), connection.lane(), limits().outstandingAcks());
            }
        }
        if (departure.ended()) {
            // Whoever ended the socket may have come too early to close them.
            made.close();
        }
        return made;
    }

    /** Tells whether acknowledgements are awaited, and how many. Any thread. */
    int awaitedAcks() {
        var existing = acks;
        return existing == null ? 0 : existing.count();
    }

    /** Fails the acknowledgements that are awaited, and those to come. When the end is set. */
    void closeAcks() {
        PendingAcks existing;
        synchronized (this) {
            existing = acks;
        }
        if (existing != null) {
            existing.close();
        }
    }

    /** Shows an event that is being emitted to those who listen to all. Any thread. */
    void emitted(Packet.Event packet) {
        var watching = watchers;
        if (watching != null) {
            watching.emitted(packet);
        }
    }

    /** Shows an event that is being sent to those who listen to all. On the lane. */
    void sent(Packet.Event packet) {
        var watching = watchers;
        if (watching != null) {
            watching.sent(packet);
        }
    }

    /** Calls who wants an event. Returns what waits for a middleware, null when all is done. On the handler executor. */
    @Nullable
    PacketChain handle(Packet.Event event) {
        var watching = watchers;
        if (watching != null) {
            return watching.handle(event);
        }
        if (handlers.handles(event.name()) || server().listeners().any()) {
            deliver(event.name(), encoding().args(event.arguments()), ack(event));
        }
        return null;
    }

    Ack ack(Packet.Event event) {
        var id = event.id();
        return id.isPresent() ? new SocketAck(this, id.getAsLong()) : Ack.unwanted();
    }

    /** Calls the handlers of an event. On the handler executor. */
    void deliver(String event, Args args, Ack ack) {
        if (!server().listeners().any()) {
            handlers.call(event, args, ack, this, Socket::call);
            return;
        }
        outcome = handlers.handles(event) ? EventOutcome.HANDLED : EventOutcome.UNHANDLED;
        var begun = System.nanoTime();
        handlers.call(event, args, ack, this, Socket::call);
        handled(event, outcome, System.nanoTime() - begun);
    }

    /** Tells those who listen what became of an event. */
    void handled(String event, EventOutcome what, long nanos) {
        var name = what == EventOutcome.UNHANDLED || (what == EventOutcome.REFUSED && !handlers.handles(event))
                ? ServerListener.OTHER
                : event;
        server().listeners().tell(listener -> listener.eventHandled(this, name, what, nanos));
    }

    /** Calls one handler; whatever it throws ends here. On the handler executor. */
    void call(EventHandler handler, String event, Args args, Ack ack) {
        try {
            if (handler instanceof SocketHandler ours) {
                ours.handle(this, event, args, ack);
            } else if (handler instanceof RequestHandler request) {
                new Reply(this, event, ack).with(request, args);
            } else {
                handler.handle(args, ack);
            }
        } catch (Throwable e) {
            new Reply(this, event, ack).handlerFailed(e);
        }
    }

    /** Notes what became of the event that is being handled; what came to light later counts no more. Any thread. */
    void outcome(EventOutcome value) {
        if (mailbox.running()) {
            outcome = value;
        }
    }

    /** Has the error listeners told of a packet that ends the connection. On the lane. */
    void undecodable(RuntimeException e) {
        mailbox.add(() -> server().error(ServerError.Kind.DECODING, e, this, null));
    }

    /** Goes on reading from the client. On the handler executor. */
    void drained() {
        Reading.resume(connection);
    }

    /** Gives up a socket whose handlers nobody runs. */
    void rejected(RejectedExecutionException e) {
        server().error(ServerError.Kind.EXECUTOR, e, this, null);
        connection.close();
    }
}
