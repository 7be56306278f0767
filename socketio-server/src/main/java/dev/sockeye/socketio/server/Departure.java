package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a socket from its connection to its end, and keeps those who want to be told of the end. Guarded by this; the stage
 * is written with the lock, since any thread may wish to disconnect, and read without, since each event asks for it.
 */
final class Departure {
    private final Socket socket;
    private volatile Stage stage = Stage.PENDING;
    private @Nullable List<BiConsumer<DisconnectReason, Optional<String>>> disconnecting;
    private @Nullable List<BiConsumer<DisconnectReason, Optional<String>>> disconnected;

    Departure(Socket socket) {
        this.socket = socket;
    }

    /** Lists how far a socket is. */
    private enum Stage {
        /** Middlewares decide. */
        PENDING,
        CONNECTED,
        /** The application wants it to end; the lane will see to it. */
        REQUESTED,
        /** It has ended, its handlers are yet to be told. */
        DISCONNECTING,
        DISCONNECTED
    }

    boolean connected() {
        var now = stage;
        return now == Stage.CONNECTED || now == Stage.DISCONNECTING;
    }

    boolean pending() {
        return stage == Stage.PENDING;
    }

    /** Tells whether the socket may still send. On the lane. */
    boolean open() {
        var now = stage;
        return now == Stage.CONNECTED || now == Stage.REQUESTED;
    }

    boolean ended() {
        return stage.compareTo(Stage.DISCONNECTING) >= 0;
    }

    /** Tells whether all handlers of the end have been told or are being told. */
    boolean over() {
        return stage == Stage.DISCONNECTED;
    }

    /** Tells whether handlers of the end have yet to be told, now or one day. */
    boolean owed() {
        return !pending() && !over();
    }

    /** Lets it begin. On the lane. */
    synchronized void connect() {
        stage = Stage.CONNECTED;
    }

    /** Notes the application's wish to disconnect; tells whether it can be fulfilled. Any thread. */
    synchronized boolean request() {
        if (stage != Stage.CONNECTED) {
            return false;
        }
        stage = Stage.REQUESTED;
        return true;
    }

    /** Forgets a socket that was never connected. On the lane. */
    void abandon() {
        finish();
        socket.namespace().leave();
    }

    /** Returns what tells the client that it is taken off the namespace. */
    List<Message> farewell() {
        var packet = new Packet.Disconnect(socket.namespace().name());
        return socket.encoding().messages(packet, socket.connection().socketRevision(), true);
    }

    /** Ends the socket: takes it out of its rooms and its namespace, then has its handlers told. On the lane. */
    void end(DisconnectReason reason, @Nullable String description) {
        var rooms = socket.membership().last();
        var continuity = socket.continuity();
        if (continuity != null) {
            continuity.leaving(socket);
        }
        var unwanted = leave();
        socket.namespace().remove(socket);
        socket.membership().exit(rooms);
        if (continuity != null) {
            continuity.exit(socket, rooms, reason.recoverable() && !unwanted);
        }
        socket.closeAcks();
        announce(reason, Optional.ofNullable(description));
    }

    /** Sets the end; tells whether the application wanted it. */
    private synchronized boolean leave() {
        var requested = stage == Stage.REQUESTED;
        stage = Stage.DISCONNECTING;
        return requested;
    }

    private synchronized void finish() {
        stage = Stage.DISCONNECTED;
    }

    /** Has the handlers told, behind the events that came before. */
    private void announce(DisconnectReason reason, Optional<String> description) {
        socket.mailbox().abandon();
        if (endUntold()) {
            socket.membership().forget();
            socket.namespace().leave();
            socket.server().departed();
            return;
        }
        socket.mailbox().add(() -> tell(reason, description));
        socket.mailbox().wake();
    }

    /** Ends a socket of whose end nobody wants to be told, and tells whether it did: then no thread is woken for it. */
    private boolean endUntold() {
        return !socket.mailbox().busy()
                && socket.continuity() == null
                && !socket.server().listeners().any()
                && endUnwatched();
    }

    private synchronized boolean endUnwatched() {
        if (disconnecting != null || disconnected != null) {
            return false;
        }
        // Whoever comes from here on is too late: the lane must not call a handler.
        stage = Stage.DISCONNECTED;
        return true;
    }

    synchronized void onDisconnecting(BiConsumer<DisconnectReason, Optional<String>> handler) {
        disconnecting = plus(disconnecting, handler);
    }

    synchronized void onDisconnect(BiConsumer<DisconnectReason, Optional<String>> handler) {
        disconnected = plus(disconnected, handler);
    }

    private void tell(DisconnectReason reason, Optional<String> description) {
        List<BiConsumer<DisconnectReason, Optional<String>>> before;
        synchronized (this) {
            before = disconnecting == null ? List.of() : List.copyOf(disconnecting);
        }
        tell(before, reason, description);
        finish();
        socket.membership().forget();
        List<BiConsumer<DisconnectReason, Optional<String>>> after;
        synchronized (this) {
            after = disconnected == null ? List.of() : List.copyOf(disconnected);
        }
        tell(after, reason, description);
        var continuity = socket.continuity();
        if (continuity != null) {
            continuity.told();
        }
        // Not before: what the handlers send to others needs the namespace's adapter.
        socket.namespace().leave();
        var listeners = socket.server().listeners();
        if (listeners.any()) {
            listeners.tell(listener -> listener.socketDisconnected(socket, reason));
        }
        socket.server().departed();
    }

    private void tell(
            List<BiConsumer<DisconnectReason, Optional<String>>> handlers,
            DisconnectReason reason,
            Optional<String> description) {
        for (var handler : handlers) {
            try {
                handler.accept(reason, description);
            } catch (Throwable e) {
                socket.server().error(ServerError.Kind.DISCONNECT_HANDLER, e, socket, null);
            }
        }
    }

    private static List<BiConsumer<DisconnectReason, Optional<String>>> plus(
            @Nullable List<BiConsumer<DisconnectReason, Optional<String>>> handlers,
            BiConsumer<DisconnectReason, Optional<String>> handler) {
        var more = handlers == null ? new ArrayList<BiConsumer<DisconnectReason, Optional<String>>>(1) : handlers;
        more.add(handler);
        return more;
    }
}
