package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.engineio.client.EngineClosed;
import dev.sockeye.engineio.client.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens a manager's connection, and opens it anew when it is lost. Confined to the strand. */
final class Connector {
    private final Manager manager;
    private final Strand strand;
    private final Backoff backoff;
    private final Dialect dialect;

    private State state = State.CLOSED;
    private @Nullable Connection connection;
    // Connections that are given up and yet to end.
    private int ending;

    // Whether another attempt is to come or under way.
    private boolean reconnecting;
    private boolean attempting;
    private boolean skipReconnect;
    private Lane.@Nullable Cancellable timer;

    // Who wants to know what becomes of the attempt under way.
    private List<CompletableFuture<Manager>> openers = new ArrayList<>(0);
    // Whether an attempt was begun for a socket: then others follow where it fails.
    private boolean forSockets;

    private enum State {
        CLOSED,
        OPENING,
        OPEN
    }

    Connector(Manager manager, Strand strand, Dialect dialect) {
        this.manager = manager;
        this.strand = strand;
        this.dialect = dialect;
        backoff = new Backoff(manager.random());
    }

    /** Opens the connection if it is not there; then others follow where it fails. */
    void wanted() {
        forSockets = true;
        if (!reconnecting) {
            open();
        }
    }

    /** Opens the connection for whoever wants to know what becomes of it. */
    void open(CompletableFuture<Manager> opener) {
        if (state == State.OPEN) {
            manager.complete(() -> opener.complete(manager));
            return;
        }
        openers.add(opener);
        if (state == State.CLOSED && reconnecting) {
            // Now, not when it was planned.
            cancelTimer();
            attempting = true;
            open();
        } else if (state == State.CLOSED) {
            forSockets = manager.anyActive();
            open();
        }
    }

    private void open() {
        if (state != State.CLOSED) {
            return;
        }
        state = State.OPENING;
        skipReconnect = false;
        var fresh = new Connection(manager, dialect.revision());
        connection = fresh;
        ending++;
        try {
            fresh.engine(manager.openEngine(dialect, fresh));
            manager.engine(fresh.engine());
        } catch (RuntimeException e) {
            // Nothing will tell us of its end.
            strand.post(() -> {
                if (connection == fresh) {
                    failed(new EngineClosed(CloseReason.TRANSPORT_ERROR, Optional.empty()), e);
                }
                gone();
            });
        }
    }

    /** Is told that the connection is open. */
    void opened(Connection opened) {
        state = State.OPEN;
        dialect.confirmed();
        manager.opened(opened);
        manager.signals().plain(ManagerEvent.OPEN);
        for (var socket : manager.sockets()) {
            socket.membership().begin(opened);
        }
        if (attempting) {
            var attempt = backoff.attempts();
            manager.signals().value(ManagerEvent.RECONNECT, attempt);
        }
        attempting = false;
        reconnecting = false;
        backoff.reset();
        for (var opener : takeOpeners()) {
            manager.complete(() -> opener.complete(manager));
        }
    }

    /** Is told that the connection could not be opened. */
    void failed(Connection from, EngineClosed closed) {
        if (dialect.other(closed)) {
            state = State.CLOSED;
            connection = null;
            open();
            return;
        }
        failed(closed, closed.cause().orElse(null));
    }

    private void failed(EngineClosed closed, @Nullable Throwable cause) {
        state = State.CLOSED;
        connection = null;
        manager.engine(null);
        var settings = manager.reconnectionSettings();
        var again = settings.enabled()
                && !skipReconnect
                && (attempting || forSockets)
                && backoff.attempts() < settings.attempts();
        var message =
                cause == null || cause.getMessage() == null ? closed.reason().text() : cause.getMessage();
        var failure = ConnectFailedException.failed(message, again, cause);
        manager.signals().value(ManagerEvent.ERROR, failure);
        for (var socket : manager.sockets()) {
            socket.membership().unreachable(failure);
        }
        for (var opener : takeOpeners()) {
            manager.complete(() -> opener.completeExceptionally(failure));
        }
        if (attempting) {
            attempting = false;
            reconnecting = false;
            manager.signals().value(ManagerEvent.RECONNECT_ERROR, failure);
        }
        if (settings.enabled() && forSockets) {
            reconnect(failure);
        } else if (!again) {
            giveUp(failure);
        }
    }

    /** Is told that the connection is lost. */
    void lost(DisconnectReason reason, @Nullable Throwable cause) {
        state = State.CLOSED;
        connection = null;
        manager.closed();
        backoff.reset();
        var description = Optional.ofNullable(cause).map(Throwable::getMessage);
        manager.signals().closed(reason, description);
        for (var socket : manager.sockets()) {
            socket.membership().lost(reason, description);
        }
        forSockets = true;
        var failure = ConnectFailedException.failed(reason.text(), false, cause);
        if (manager.reconnectionSettings().enabled() && !skipReconnect) {
            reconnect(failure);
        } else {
            giveUp(failure);
        }
    }

    private void reconnect(ConnectFailedException failure) {
        if (reconnecting || skipReconnect) {
            return;
        }
        var settings = manager.reconnectionSettings();
        if (backoff.attempts() >= settings.attempts()) {
            backoff.reset();
            manager.signals().plain(ManagerEvent.RECONNECT_FAILED);
            giveUp(failure);
            return;
        }
        reconnecting = true;
        timer = strand.schedule(this::attempt, backoff.next(settings));
    }

    private void attempt() {
        timer = null;
        if (!reconnecting || skipReconnect || attempting || state != State.CLOSED) {
            return;
        }
        // Listeners may change what the attempt is made with.
        manager.signals().beforeAttempt(backoff.attempts(), () -> {
            if (reconnecting && !skipReconnect && !attempting && state == State.CLOSED) {
                attempting = true;
                open();
            }
        });
    }

    /** Tells those who wait for a connection that there will be none. */
    private void giveUp(ConnectFailedException failure) {
        for (var socket : manager.sockets()) {
            socket.membership().givenUp(failure);
        }
    }

    /** Does not try again what it was about to try again. */
    void stopReconnecting() {
        skipReconnect = true;
        if (reconnecting && !attempting) {
            cancelTimer();
            reconnecting = false;
            giveUp(ConnectFailedException.failed("reconnection is off", false, null));
        }
    }

    /** Closes the connection if no socket needs it. */
    void unsubscribed() {
        if (!manager.anyActive()) {
            close();
        }
    }

    /** Closes the connection; none follows before somebody wants one. */
    void close() {
        skipReconnect = true;
        reconnecting = false;
        attempting = false;
        cancelTimer();
        var failure = ConnectFailedException.failed(DisconnectReason.FORCED_CLOSE.text(), false, null);
        var current = connection;
        if (current == null) {
            giveUp(failure);
            return;
        }
        var open = state == State.OPEN;
        current.close();
        if (open) {
            lost(DisconnectReason.FORCED_CLOSE, null);
        } else {
            state = State.CLOSED;
            connection = null;
            manager.engine(null);
            backoff.reset();
            giveUp(failure);
        }
        for (var opener : takeOpeners()) {
            manager.complete(() -> opener.completeExceptionally(failure));
        }
    }

    /** Is told that the server does not speak protocol 5. */
    void olderServer(Connection from, @Nullable Membership asked) {
        if (dialect.older()) {
            from.close();
            state = State.CLOSED;
            connection = null;
            manager.closed();
            manager.sockets().forEach(socket -> socket.membership().postponed());
            open();
        } else if (asked != null) {
            asked.unanswered("the server speaks protocol 4, as those of 2.x do (see ClientProtocol)");
        }
    }

    /** Is told that a connection tells no more that matters. */
    void detached() {
        if (connection != null && connection.opened()) {
            manager.closed();
        }
    }

    /** Is told that a connection has ended. */
    void gone() {
        ending--;
        strand.flushSoon();
    }

    /** Returns the connection if it is open. */
    @Nullable
    Connection connection() {
        return state == State.OPEN ? connection : null;
    }

    /** Sends what was written in this turn. */
    void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    boolean idle() {
        if (state != State.CLOSED || ending > 0 || reconnecting) {
            return false;
        }
        for (var socket : manager.sockets()) {
            if (!socket.membership().idle()) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether handlers run or wait to be run. */
    boolean handling() {
        return manager.handling();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private List<CompletableFuture<Manager>> takeOpeners() {
        var all = openers;
        openers = new ArrayList<>(0);
        return all;
    }
}
