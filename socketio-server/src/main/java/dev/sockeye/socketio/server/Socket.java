package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.Member;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is a client in a namespace. Thread-safe; no method blocks. Handlers run on the handler executor, those of one socket one
 * after the other, in the order in which their causes came.
 *
 * <p>What is emitted to a socket leaves in order. Nothing is sent, and no handler is called but those of the disconnection,
 * once the socket is disconnected.
 */
public final class Socket implements SocketEvents, Member {
    private final Connection connection;
    private final Namespace namespace;
    private final String id;
    private final Handshake handshake;
    private final Handlers handlers = new Handlers();
    private final PendingAcks acks;
    private final Mailbox mailbox = new Mailbox(this);
    private final Membership membership;
    private final Attributes attributes = new Attributes();
    private final Departure departure = new Departure(this);

    Socket(Connection connection, Namespace namespace, String id, Handshake handshake) {
        this.connection = connection;
        this.namespace = namespace;
        this.id = id;
        this.handshake = handshake;
        this.acks = new PendingAcks(server().completions(), connection.lane(), limits().outstandingAcks());
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
        return attributes.map();
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
        transmit(Encoding.checkEvent(event), encoding().snapshot(args), false, true);
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
        return request(Encoding.checkEvent(event), encoding().snapshot(args), false, true, null);
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

    /** Selects the sockets in any of some rooms, but not this one. */
    public BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Selects the sockets in any of some rooms, but not this one; the same as {@link #to}. */
    public BroadcastOperator in(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Selects the sockets that are in none of some rooms, but not this one. */
    public BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Selects all sockets of the namespace but this one. */
    public BroadcastOperator broadcast() {
        return namespace.except(id);
    }

    /** Selects the sockets of this node, but not this one. */
    public BroadcastOperator local() {
        return broadcast().local();
    }

    @Override
    public Socket on(String event, EventHandler handler) {
        handlers.add(Encoding.checkEvent(event), handler, false);
        return this;
    }

    @Override
    public Socket once(String event, EventHandler handler) {
        handlers.add(Encoding.checkEvent(event), handler, true);
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

    /** Names who is told when the socket begins to disconnect, while {@link #rooms()} still answers as before. */
    public Socket onDisconnecting(Consumer<DisconnectReason> handler) {
        departure.onDisconnecting(handler);
        return this;
    }

    /** Names who is told when the socket is disconnected; runs after the events that came before. */
    public Socket onDisconnect(Consumer<DisconnectReason> handler) {
        departure.onDisconnect(handler);
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
            connection.disconnect(this, close);
        }
    }

    /** Names namespace and id. */
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

    Departure departure() {
        return departure;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    PendingAcks acks() {
        return acks;
    }

    void transmit(String event, Arguments arguments, boolean droppable, boolean compress) {
        var packet = new Packet.Event(namespace.name(), event, arguments, OptionalLong.empty());
        connection.send(this, encode(packet, compress), droppable);
    }

    CompletableFuture<Args> request(
            String event, Arguments arguments, boolean droppable, boolean compress, @Nullable Duration timeout) {
        var ack = namespace.nextAckId();
        var packet = new Packet.Event(namespace.name(), event, arguments, OptionalLong.of(ack));
        var messages = encode(packet, compress);
        var future = new CompletableFuture<Args>();
        var limit = timeout == null ? server().options().ackTimeout() : timeout;
        acks.await(ack, limit, future);
        connection.send(this, messages, droppable);
        return future;
    }

    void answer(long ack, Arguments arguments) {
        connection.send(this, encode(new Packet.Ack(namespace.name(), ack, arguments), true), false);
    }

    private List<Message> encode(Packet packet, boolean compress) {
        return encoding().messages(packet, connection.socketRevision(), compress);
    }

    /** Calls the handlers of an event. On the handler executor. */
    void handle(Packet.Event event) {
        if (!handlers.handles(event.name())) {
            return;
        }
        var id = event.id();
        var ack = id.isPresent() ? Ack.of(this, id.getAsLong()) : Ack.UNWANTED;
        handlers.call(event.name(), encoding().args(event.arguments()), ack, this);
    }

    /** Calls one handler; whatever it throws ends here. On the handler executor. */
    void call(EventHandler handler, String event, Args args, Ack ack) {
        try {
            handler.handle(args, ack);
        } catch (BindingException e) {
            server().error(ServerError.Kind.BINDING, e, this, event);
            if (ack.wanted()) {
                ack.send(server().options().bindingAnswer().apply(e));
            }
        } catch (Throwable e) {
            server().error(ServerError.Kind.EVENT_HANDLER, e, this, event);
        }
    }

    /** Goes on reading from the client. On the handler executor. */
    void drained() {
        connection.resume();
    }

    /** Gives up a socket whose handlers nobody runs. */
    void rejected(RejectedExecutionException e) {
        server().error(ServerError.Kind.EXECUTOR, e, this, null);
        connection.close();
    }
}
