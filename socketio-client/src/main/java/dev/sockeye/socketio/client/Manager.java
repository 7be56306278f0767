package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Engine;
import dev.sockeye.socketio.events.Encoding;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the connection to one server, which sockets of several namespaces share, and opens it anew when it is lost.
 * Thread-safe; no method blocks. Listeners run on the handler executor, one after the other, in the order of what they are
 * told.
 */
public final class Manager implements ManagerListening, ManagerSettings {
    private final ClientRuntime runtime;
    private final URI server;
    private final ClientOptions options;
    private final Strand strand;
    private final Connector connector;
    private final ManagerSignals signals;
    private final Completions completions;
    private final EngineSetup setup;

    // Copied when one is added; by namespace. Written under this.
    private volatile Map<String, Socket> sockets = Map.of();
    private volatile Reconnection reconnection;
    private volatile @Nullable Engine engine;
    // The one that is open, for those who encode ahead.
    private volatile @Nullable Connection open;

    Manager(ClientRuntime runtime, Address address, ClientOptions options, Dialect.Memory memory) {
        this.runtime = runtime;
        this.server = address.server();
        this.options = options;
        reconnection = options.reconnectionSettings();
        strand = new Strand(this, runtime);
        connector = new Connector(this, strand, new Dialect(options.protocol(), memory));
        signals = new ManagerSignals(strand);
        completions = new Completions(strand);
        setup = new EngineSetup(options, Query.merge(address.query(), options.query()));
    }

    /** Returns the server: scheme, host and port. */
    public URI uri() {
        return server;
    }

    /** Returns the options that the manager was made with. */
    public ClientOptions options() {
        return options;
    }

    /** Returns the socket of a namespace with the options that the manager was made with; see {@link #socket(String, SocketOptions)}. */
    public Socket socket(String namespace) {
        return socket(namespace, options.socket());
    }

    /**
     * Returns the socket of a namespace, which is made if it is not there. It begins to connect, unless the manager was made
     * with {@code autoConnect(false)}.
     *
     * @param namespace a name without slash gets one
     * @throws IllegalArgumentException if the name holds a comma
     */
    public Socket socket(String namespace, SocketOptions socketOptions) {
        var socket = make(Checks.namespace(namespace), socketOptions);
        if (options.autoConnect() && !socket.active()) {
            socket.begin();
        }
        return socket;
    }

    /** Returns the socket of a namespace without connecting it. */
    synchronized Socket make(String namespace, SocketOptions socketOptions) {
        var existing = sockets.get(namespace);
        if (existing != null) {
            return existing;
        }
        var socket = new Socket(this, namespace, socketOptions);
        var more = new LinkedHashMap<>(sockets);
        more.put(namespace, socket);
        sockets = more;
        return socket;
    }

    /**
     * Opens the connection without joining a namespace. The future fails where it can't be opened, and then no further
     * attempt is made by itself unless sockets wait for one.
     */
    public CompletableFuture<Manager> open() {
        var opened = new CompletableFuture<Manager>();
        strand.post(new Strand.Entry() {
            @Override
            void run() {
                connector.open(opened);
            }

            @Override
            void refused(RuntimeException reason) {
                opened.completeExceptionally(reason);
            }
        });
        return opened;
    }

    /** Opens the connection; another name of {@link #open}. */
    public CompletableFuture<Manager> connect() {
        return open();
    }

    /** Closes the connection: sockets are disconnected with {@code forced close}, and no further attempt follows by itself. */
    public void close() {
        if (runtime.serves(this)) {
            strand.post(connector::close);
        }
    }

    /** Returns the connection below, for its transport and its revision; empty while there is none. */
    public Optional<Engine> engine() {
        return Optional.ofNullable(engine);
    }

    @Override
    public Manager reconnection(boolean on) {
        reconnection = reconnection.enabled(on);
        if (!on) {
            strand.post(connector::stopReconnecting);
        }
        return this;
    }

    /** Names the server. */
    @Override
    public String toString() {
        return "Manager[" + server + "]";
    }

    // What follows serves the classes around.

    Reconnection reconnectionSettings() {
        return reconnection;
    }

    Manager reconnectionSettings(Reconnection settings) {
        reconnection = settings;
        return this;
    }

    EngineSetup engineSetup() {
        return setup;
    }

    ManagerSignals signals() {
        return signals;
    }

    RandomGenerator random() {
        // Each thread has its own: not that of the thread that asks now.
        return options.random().orElse(() -> ThreadLocalRandom.current().nextLong());
    }

    Strand strand() {
        return strand;
    }

    Connector connector() {
        return connector;
    }

    Encoding encoding() {
        return options.encoding();
    }

    Collection<Socket> sockets() {
        return sockets.values();
    }

    @Nullable
    Socket find(String namespace) {
        return sockets.get(namespace);
    }

    boolean anyActive() {
        for (var socket : sockets.values()) {
            if (socket.membership().active()) {
                return true;
            }
        }
        return false;
    }

    boolean anyMailboxPaused() {
        for (var socket : sockets.values()) {
            if (socket.mailbox().paused()) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether handlers run or wait to be run. */
    boolean handling() {
        if (signals.busy() || completions.busy()) {
            return true;
        }
        for (var socket : sockets.values()) {
            if (socket.handling()) {
                return true;
            }
        }
        return false;
    }

    Engine openEngine(Dialect dialect, Connection connection) {
        return runtime.engines().open(strand.lane(), server, setup.options(dialect.engineRevision()), connection);
    }

    void engine(@Nullable Engine current) {
        engine = current;
    }

    void opened(Connection connection) {
        open = connection;
        engine = connection.engine();
    }

    void closed() {
        open = null;
        engine = null;
    }

    /** Returns the connection that is open. Any thread. */
    @Nullable
    Connection openConnection() {
        return open;
    }

    /** Completes somebody's future, never on the lane. */
    void complete(Runnable completion) {
        completions.add(completion);
    }

    /** Disconnects all, and drops what waits. */
    void shutDown() {
        strand.post(() -> {
            for (var socket : sockets()) {
                socket.membership().leave();
                socket.membership().delivery().clear(DroppedEvent.Reason.CLOSED);
            }
            connector.close();
        });
    }

    /** Tells whether events wait to be sent. */
    boolean waiting() {
        return sockets().stream().anyMatch(socket -> socket.sendBufferSize() > 0);
    }
}
