package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.AckCollector;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.Delivery;
import dev.sockeye.socketio.server.adapter.Member;
import dev.sockeye.socketio.server.adapter.NumberedEvent;
import dev.sockeye.socketio.server.adapter.RecoverableNamespace;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Is a namespace with sockets that can be recovered, as its adapter sees it. Thread-safe. */
final class Continuities extends LocalView implements RecoverableNamespace {
    private final Namespace namespace;
    private final RecoveryOptions options;
    private final SessionAwareAdapter adapter;

    // Sockets whose handlers are yet to be told of the end, by id.
    private final Map<String, CompletableFuture<Void>> leaving = new ConcurrentHashMap<>();
    // The last one that a socket came on; timers run there.
    private volatile @Nullable Lane lane;

    private Continuities(Namespace namespace, RecoveryOptions options, SessionAwareAdapter.Factory adapters) {
        super(namespace);
        this.namespace = namespace;
        this.options = options;
        adapter = adapters.create(this, options);
    }

    /** Makes what a namespace needs for recovery, or null where that is off. */
    static @Nullable Continuities of(Namespace namespace, Adapter.Factory adapters) {
        var options = namespace.server().options().connectionStateRecovery().orElse(null);
        return options != null && adapters instanceof SessionAwareAdapter.Factory able
                ? new Continuities(namespace, options, able)
                : null;
    }

    SessionAwareAdapter adapter() {
        return adapter;
    }

    RecoveryOptions options() {
        return options;
    }

    Namespace namespace() {
        return namespace;
    }

    /** Has the handlers of a socket's successor wait until its own have run. On the lane, before it can be claimed. */
    void leaving(String id, CompletableFuture<Void> told) {
        leaving.put(id, told);
        told.whenComplete((nothing, never) -> leaving.remove(id, told));
    }

    /** Lets the handlers of a socket run when those of the socket before it have. */
    void follow(Socket socket) {
        var before = leaving.get(socket.id());
        if (before != null) {
            socket.mailbox().suspend();
            before.thenRun(() -> socket.connection().outbox().postLater(new LaneOutbox.Entry() {
                @Override
                void run() {
                    socket.mailbox().release();
                }
            }));
        }
    }

    @Override
    public NumberedEvent number(Packet.Event packet, String offset, boolean compress) {
        var fate = namespace.server().options().slowReceivers().fate(packet, false);
        return new LoggedEvent(namespace.encoding(), packet, offset, compress, fate);
    }

    @Override
    public Delivery deliver(Packet.Event packet, NumberedEvent numbered) {
        return Broadcast.numbered(namespace.encoding(), packet, (LoggedEvent) numbered);
    }

    @Override
    public Delivery deliver(Packet.Event packet, String latest, boolean droppable, boolean compress) {
        return Broadcast.repeating(namespace.encoding(), packet, latest, droppable, compress);
    }

    @Override
    public Delivery deliver(Packet.Event packet, String latest, BroadcastOptions options, AckCollector collector) {
        var asking = asking(packet);
        return new AckedBroadcast(
                deliver(asking, latest, options.droppable(), options.compress()),
                asking.id().getAsLong(),
                collector);
    }

    @Override
    public void admit(Member member) {
        var socket = (Socket) member;
        lane = socket.connection().lane();
        namespace.add(socket);
    }

    @Override
    public Optional<String> lastOffset(Member member) {
        var continuity = ((Socket) member).continuity();
        return continuity == null ? Optional.empty() : continuity.lastOffset();
    }

    @Override
    public void supersede(Member member) {
        var socket = (Socket) member;
        var connection = socket.connection();
        connection.outbox().post(LaneOutbox.entry(() -> {
            if (connection.sockets().contains(socket)) {
                connection.end(DisconnectReason.TAKEN_OVER, null);
                connection.session().abort(CloseReason.TRANSPORT_CLOSE);
            }
        }));
    }

    @Override
    public long nanoTime() {
        var now = lane;
        return now == null ? System.nanoTime() : now.nanoTime();
    }

    @Override
    public Cancellable schedule(Runnable task, Duration delay) {
        var now = lane;
        if (now != null) {
            try {
                return now.schedule(task, delay)::cancel;
            } catch (RejectedExecutionException e) {
                // That host has stopped; another one may go on.
                lane = null;
            }
        }
        var cancelled = new AtomicBoolean();
        CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS).execute(() -> {
            if (!cancelled.get()) {
                task.run();
            }
        });
        return () -> cancelled.set(true);
    }
}
