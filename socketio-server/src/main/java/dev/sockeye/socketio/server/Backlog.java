package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Knows how much waits for the client of a connection, on the way to the lane and behind it, and what was dropped. Any
 * thread, but for what says otherwise.
 */
final class Backlog {
    private static final AtomicLongFieldUpdater<Backlog> APPROACHING =
            AtomicLongFieldUpdater.newUpdater(Backlog.class, "approaching");
    private static final AtomicLongFieldUpdater<Backlog> DROPPED =
            AtomicLongFieldUpdater.newUpdater(Backlog.class, "dropped");

    private final Connection connection;

    // Bytes on the way to the lane.
    private volatile long approaching;
    private volatile long dropped;
    // Something was lost that must not be; the connection is about to end.
    private volatile boolean condemned;
    // Somebody has seen that too much waits, and is to be told when little does.
    private volatile boolean awaited;
    // Immutable; written under this.
    private volatile List<Watcher> watchers = List.of();

    // Of sockets in middlewares; confined to the lane.
    private long held;

    Backlog(Connection connection) {
        this.connection = connection;
    }

    private record Watcher(Socket socket, Runnable task) {}

    private EngineOptions options() {
        return connection.server().engine().options();
    }

    /** Counts what sets out for the lane; tells whether it may. */
    boolean approach(long bytes, SlowReceiverPolicy.Fate fate) {
        var now = APPROACHING.addAndGet(this, bytes);
        if (now <= options().highWaterMark() && !condemned) {
            return true;
        }
        var most = options().maxPendingBytes();
        switch (fate) {
            case VOLATILE, DROP_NEW -> drop();
            case DROP_OLDEST -> {
                if (now <= most) {
                    return true;
                }
                drop();
            }
            case KEPT -> {
                if (now <= most && !condemned) {
                    return true;
                }
                condemn();
            }
        }
        APPROACHING.addAndGet(this, -bytes);
        return false;
    }

    /** Counts what has reached the lane. On the lane. */
    void arrived(long bytes) {
        var left = APPROACHING.addAndGet(this, -bytes);
        if (awaited && left <= options().lowWaterMark()) {
            connection.session().expectWritable();
        }
    }

    /** Sends messages, or drops them where too much waits. On the lane. */
    void send(List<Message> messages, SlowReceiverPolicy.Fate fate) {
        var session = connection.session();
        switch (fate) {
            case KEPT -> session.send(messages);
            case DROP_OLDEST -> session.sendExpendable(messages);
            case DROP_NEW ->
                sendOrDrop(messages, session.pendingBytes() < options().highWaterMark());
            case VOLATILE -> sendOrDrop(messages, session.writable());
        }
    }

    private void sendOrDrop(List<Message> messages, boolean room) {
        if (room) {
            connection.session().send(messages);
        } else {
            drop();
        }
    }

    /** Counts what a socket is sent before it is connected. On the lane. */
    void hold(List<Message> messages) {
        held += Sending.bytes(messages);
        if (held > options().maxPendingBytes()) {
            condemn();
        }
    }

    /** Forgets what was held: it is on its way, or nobody wants it. On the lane. */
    void nothingHeld() {
        held = 0;
    }

    /** Ends the connection, since something for it could not be kept: nobody misses a single event unawares. */
    void condemn() {
        if (!condemned) {
            condemned = true;
            connection.outbox().postLater(new LaneOutbox.Entry() {
                @Override
                void run() {
                    connection.session().abort(CloseReason.SLOW_CONSUMER);
                }
            });
        }
    }

    /** Counts an event that was dropped. */
    void drop() {
        DROPPED.getAndAdd(this, 1L);
        var listeners = connection.server().listeners();
        if (listeners.any()) {
            listeners.tell(listener -> listener.dropped(connection));
        }
    }

    long dropped() {
        return dropped;
    }

    long pendingBytes() {
        return connection.session().pendingBytes() + approaching;
    }

    /** Tells whether less than the high-water mark waits; who hears no will be told. */
    boolean writable() {
        if (pendingBytes() < options().highWaterMark()) {
            return true;
        }
        if (!awaited) {
            awaited = true;
            connection.session().expectWritable();
        }
        return false;
    }

    synchronized void onWritable(Socket socket, Runnable task) {
        var more = new ArrayList<Watcher>(watchers.size() + 1);
        for (var watcher : watchers) {
            if (!watcher.socket.departure().ended()) {
                more.add(watcher);
            }
        }
        more.add(new Watcher(socket, task));
        watchers = List.copyOf(more);
    }

    /** Tells those who want to know that little waits in the session. On the lane. */
    void sessionWritable() {
        if (approaching > options().lowWaterMark()) {
            awaited = true;
            return;
        }
        awaited = false;
        for (var watcher : watchers) {
            if (!watcher.socket.departure().ended()) {
                watcher.socket.mailbox().add(() -> tell(watcher));
                watcher.socket.mailbox().wake();
            }
        }
    }

    private static void tell(Watcher watcher) {
        try {
            watcher.task.run();
        } catch (Throwable e) {
            watcher.socket.server().error(ServerError.Kind.WRITABLE_HANDLER, e, watcher.socket, null);
        }
    }
}
