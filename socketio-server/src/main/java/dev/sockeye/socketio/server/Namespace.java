package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.RoomListener;
import dev.sockeye.socketio.server.recovery.RecoveryUsage;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is a part of the server that clients connect to by name; it has its own sockets, rooms, middlewares and handlers.
 * Thread-safe; no method blocks.
 */
public final class Namespace implements Broadcaster, ServerSideHandlers {
    private final SocketIoServer server;
    private final String name;
    private final Adapter adapter;
    // Where sockets can be recovered.
    private final @Nullable Continuities continuities;
    private final Map<String, Socket> sockets = new ConcurrentHashMap<>();
    private final Entrance entrance;
    private final @Nullable ParentNamespace parent;
    private final @Nullable Tenancy tenancy;
    private final Introduction introduction = new Introduction();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong ackIds = new AtomicLong();
    private final ServerSideEvents serverSide;
    private final BroadcastOperator all;

    Namespace(SocketIoServer server, String name, Adapter.Factory adapters, @Nullable ParentNamespace parent) {
        this.server = server;
        this.name = name;
        this.parent = parent;
        entrance = new Entrance(parent == null ? null : parent.entrance());
        tenancy = parent != null && server.options().cleanupEmptyChildNamespaces() ? new Tenancy() : null;
        var itself = List.of(this);
        all = new BroadcastOperator(server.encoding(), () -> itself, BroadcastOptions.ALL);
        serverSide = new ServerSideEvents(server);
        continuities = Continuities.of(this, adapters);
        adapter = continuities == null ? adapters.create(new LocalView(this)) : continuities.adapter();
        watch(adapter.init());
    }

    /** Returns the name, with its leading slash. */
    public String name() {
        return name;
    }

    /** Returns the server. */
    public SocketIoServer server() {
        return server;
    }

    /** Returns the connected sockets of this node; a live view. */
    public Collection<Socket> sockets() {
        return Collections.unmodifiableCollection(sockets.values());
    }

    /** Returns the connected socket of this node with an id. */
    public Optional<Socket> socket(String id) {
        return Optional.ofNullable(sockets.get(id));
    }

    /** Names who is told of each socket that connects: the place to register handlers. Runs on the handler executor. */
    public Namespace onConnection(Consumer<Socket> handler) {
        entrance.add(handler);
        return this;
    }

    /**
     * Registers the annotated methods of an object for the sockets that connect from now on; see {@link
     * dev.sockeye.socketio.server.annotation}. The object serves all of them, several at the same time.
     *
     * @throws IllegalArgumentException if a method can't be what its annotation says, or there is none
     */
    public Namespace register(Object handlers) {
        return onConnection(AnnotatedObject.of(handlers));
    }

    /** Adds a middleware behind those that are there. */
    public Namespace use(Middleware middleware) {
        entrance.add(middleware);
        return this;
    }

    /** Adds a middleware that decides at once: it throws a {@link ConnectRefusedException} to refuse. */
    public Namespace use(Middleware.Check check) {
        return use(MiddlewareChain.deciding(check));
    }

    /** Adds a middleware that decides later, by the outcome of the stage that it returns. */
    public Namespace useAsync(Middleware.Async check) {
        return use(MiddlewareChain.decidingLater(check));
    }

    @Override
    public Namespace onServerSide(String event, EventHandler handler) {
        serverSide.add(event, handler);
        return this;
    }

    /** Names who is told of the rooms on this node, from now on. */
    public Namespace onRooms(RoomListener listener) {
        adapter.onRooms(listener);
        return this;
    }

    /** Returns what keeps the rooms. */
    public Adapter adapter() {
        return adapter;
    }

    /** Returns how much is kept for clients that may come back; empty where recovery is off. Any thread. */
    public Optional<RecoveryUsage> recoveryUsage() {
        return continuities == null
                ? Optional.empty()
                : Optional.of(continuities.adapter().usage());
    }

    /** Names the namespace. */
    @Override
    public String toString() {
        return "Namespace[" + name + ']';
    }

    @Override
    public BroadcastOperator operator() {
        return all;
    }

    @Nullable
    Continuities continuities() {
        return continuities;
    }

    Encoding encoding() {
        return server.encoding();
    }

    ServerSideEvents serverSide() {
        return serverSide;
    }

    List<Middleware> middlewares() {
        return entrance.middlewares();
    }

    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    void broadcast(Packet.Event packet, BroadcastOptions options) {
        watch(adapter.broadcast(packet, options));
    }

    private void watch(CompletionStage<Void> stage) {
        if (stage != Adapter.DONE) {
            stage.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    server.error(ServerError.Kind.ADAPTER, failure, null, null);
                }
            });
        }
    }

    void add(Socket socket) {
        sockets.put(socket.id(), socket);
    }

    void remove(Socket socket) {
        sockets.remove(socket.id(), socket);
    }

    /** Tells the connection handlers. On the handler executor. */
    void connected(Socket socket) {
        entrance.connected(socket);
    }

    Introduction introduction() {
        return introduction;
    }

    /** Keeps the namespace from being forgotten; tells whether that came in time. Each entering needs a leaving. */
    boolean enter() {
        return tenancy == null || tenancy.enter();
    }

    /** Takes back what {@link #enter} did: when the last one has left, the namespace may be forgotten. */
    void leave() {
        if (tenancy != null && tenancy.leave()) {
            server.namespaceTable().forget(this, Objects.requireNonNull(parent));
        }
    }

    /** Lets nobody enter any more, if nobody is in. */
    boolean end() {
        return tenancy != null && tenancy.end();
    }

    boolean ended() {
        return tenancy != null && tenancy.ended();
    }

    /** Closes the adapter, once. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                watch(adapter.close());
            } catch (RuntimeException e) {
                server.errorApart(ServerError.Kind.ADAPTER, e, null);
            }
        }
    }
}
