package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.EventNames;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Is what a socket is to its namespace: joins it, leaves it, and knows where it was. Confined to the strand. */
final class Membership {
    private final Socket socket;
    private final Manager manager;
    private final Delivery delivery;
    private final Continuation continuation = new Continuation();
    private final ReceiveBuffer received;
    private final Asking asking;

    private Phase phase = Phase.IDLE;
    // The one in which the namespace is asked for or joined.
    private @Nullable Connection connection;
    // When the server should have answered, by the lane's time.
    private long answerBy;
    // Who wants to know when the namespace is joined.
    private List<CompletableFuture<Socket>> waiters = new ArrayList<>(0);

    private enum Phase {
        /** Nobody wants the namespace. */
        IDLE,
        /** There is no connection. */
        WAITING,
        /** The application is asked what to tell the server. */
        ASKING,
        /** The server is to answer. */
        JOINING,
        JOINED
    }

    Membership(Socket socket) {
        this.socket = socket;
        manager = socket.io();
        delivery = new Delivery(socket, this::expire);
        received = new ReceiveBuffer(socket.limits());
        asking = new Asking(socket, this);
    }

    Delivery delivery() {
        return delivery;
    }

    boolean active() {
        return phase != Phase.IDLE;
    }

    /** Begins to join, if that is not under way. */
    void join(@Nullable CompletableFuture<Socket> waiter) {
        if (waiter != null) {
            if (phase == Phase.JOINED) {
                manager.complete(() -> waiter.complete(socket));
            } else {
                waiters.add(waiter);
            }
        }
        if (phase != Phase.IDLE && phase != Phase.WAITING) {
            return;
        }
        phase = Phase.WAITING;
        socket.active(true);
        // Also of one that waits: no further attempt may be planned.
        manager.connector().wanted();
        var open = manager.connector().connection();
        if (open != null) {
            begin(open);
        }
    }

    /** Asks for the namespace on an open connection. */
    void begin(Connection open) {
        if (phase != Phase.WAITING || open.abandoned(socket.nsp())) {
            return;
        }
        connection = open;
        if (open.revision() == SocketRevision.V5) {
            phase = Phase.ASKING;
            asking.ask();
            return;
        }
        phase = Phase.JOINING;
        var root = socket.nsp().equals("/");
        if (root && open.rootJoined()) {
            // The server has done so by itself.
            onConnect(Joined.implied("/", open));
            return;
        }
        if (!root || open.joinedBefore("/")) {
            write(new Packet.Connect(queried(), Arguments.empty()));
        }
        expectAnswer();
    }

    private String queried() {
        var query = socket.namespaceQuery();
        return query.isEmpty() || socket.nsp().equals("/") ? socket.nsp() : socket.nsp() + '?' + Query.format(query);
    }

    /** Goes on with what the application wants to tell the server. */
    void answered(Arguments auth) {
        if (phase == Phase.ASKING) {
            phase = Phase.JOINING;
            write(new Packet.Connect(socket.nsp(), continuation.auth(auth, socket.encoding())));
            expectAnswer();
        }
    }

    /** Is told that the application failed to say what to tell the server. */
    void unanswered(Throwable failure, boolean again) {
        if (phase == Phase.ASKING) {
            fail(ConnectFailedException.failed("auth: " + failure, again, failure));
        }
    }

    /** Begins anew after {@link #unanswered}. */
    void again() {
        if (phase == Phase.ASKING) {
            asking.ask();
        }
    }

    /** Gives up a namespace that the server can't answer for. */
    void unanswered(String sentence) {
        if (phase == Phase.JOINING || phase == Phase.ASKING) {
            fail(ConnectFailedException.failed(sentence, false, null));
        }
    }

    private void expectAnswer() {
        var limit = socket.options().connectTimeout();
        if (!limit.isZero()) {
            var nanos = Deadlines.nanos(limit);
            answerBy = manager.strand().nanoTime() + nanos;
            delivery.arm(nanos);
        }
    }

    private long expire(long now) {
        if (phase != Phase.JOINING || socket.options().connectTimeout().isZero()) {
            return Long.MAX_VALUE;
        }
        var left = answerBy - now;
        if (left > 0) {
            return left;
        }
        var failure = ConnectFailedException.failed(
                "timeout: the namespace was not answered for", manager.reconnection(), null);
        socket.signals().connectError(failure);
        abort(DisconnectReason.TRANSPORT_ERROR, CloseReason.TRANSPORT_ERROR, failure);
        return Long.MAX_VALUE;
    }

    private void abort(DisconnectReason reason, CloseReason below, Throwable cause) {
        if (connection != null) {
            connection.abort(reason, below, cause);
        }
    }

    /** Is told that the namespace is joined. */
    void onConnect(Joined joined) {
        var on = connection;
        if (phase != Phase.JOINING || on == null) {
            return;
        }
        phase = Phase.JOINED;
        asking.succeeded();
        var recovered = continuation.joined(joined.privateId());
        socket.joined(joined.id(), recovered, on.revision());
        for (var event : received.take()) {
            deliver(event, on);
        }
        delivery.open(on);
        socket.signals().connected();
        for (var waiter : takeWaiters()) {
            manager.complete(() -> waiter.complete(socket));
        }
    }

    void onConnectError(Packet.ConnectError packet) {
        if (phase == Phase.JOINING) {
            fail(Refusal.read(packet, socket));
        } else if (phase == Phase.JOINED && connection != null && connection.revision() == SocketRevision.V4) {
            // What a server of 2.x tells connected sockets is an event to its clients.
            onEvent(Refusal.event(packet));
        }
    }

    /** Ends an attempt. What the connection does otherwise does not matter to it, nor the other way round. */
    private void fail(ConnectFailedException failure) {
        if (failure.retried()) {
            socket.signals().connectError(failure);
            return;
        }
        // Before anybody is told: listeners look whether the socket is still active.
        end();
        socket.signals().connectError(failure);
        failWaiters(failure);
        manager.connector().unsubscribed();
    }

    void onEvent(Packet.Event event) {
        var on = connection;
        if (on == null) {
            return;
        }
        if (phase == Phase.JOINED) {
            deliver(event, on);
        } else if (phase == Phase.JOINING
                && (continuation.possible() || !on.joinedBefore(socket.nsp()))
                && !received.add(event)) {
            continuation.forget();
            abort(
                    DisconnectReason.TRANSPORT_ERROR,
                    CloseReason.TRANSPORT_ERROR,
                    new SocketProtocolException("too many events before the namespace is joined"));
        }
    }

    private void deliver(Packet.Event event, Connection on) {
        if (EventNames.isReserved(event.name())) {
            // Only protocol 4 lets them get this far.
            return;
        }
        continuation.received(event);
        var mailbox = socket.mailbox();
        mailbox.add(event);
        if (mailbox.full(socket.limits())) {
            on.pause();
        }
    }

    void onAck(Packet.Ack packet) {
        if (phase == Phase.JOINED) {
            delivery.answered(packet.id(), packet.arguments());
        }
    }

    /** Is told that the server took the socket off the namespace. */
    void onDisconnect() {
        if (phase != Phase.JOINED || connection == null) {
            // It crossed what we said ourselves.
            return;
        }
        connection.expelled(socket.nsp());
        continuation.forget();
        end();
        parted(DisconnectReason.IO_SERVER_DISCONNECT, Optional.empty());
        manager.connector().unsubscribed();
    }

    /** Leaves, because the application wants it. */
    void leave() {
        var was = phase;
        var on = connection;
        socket.mailbox().discarded();
        if (was == Phase.IDLE) {
            return;
        }
        if (on != null && was == Phase.JOINED) {
            on.leave(socket.nsp());
        } else if (on != null && was == Phase.JOINING) {
            on.abandon(socket.nsp());
        }
        continuation.forget();
        end();
        if (was == Phase.JOINED) {
            parted(DisconnectReason.IO_CLIENT_DISCONNECT, Optional.empty());
        }
        failWaiters(ConnectFailedException.failed(DisconnectReason.IO_CLIENT_DISCONNECT.text(), false, null));
        manager.connector().unsubscribed();
    }

    private void end() {
        phase = Phase.IDLE;
        socket.active(false);
        away();
    }

    private void away() {
        connection = null;
        asking.cancel();
        received.clear();
        delivery.close();
        socket.left();
    }

    private void parted(DisconnectReason reason, Optional<String> description) {
        socket.signals().disconnected(reason, description);
        delivery.disconnected();
    }

    /** Is told that the connection is lost. */
    void lost(DisconnectReason reason, Optional<String> description) {
        if (phase == Phase.IDLE || phase == Phase.WAITING) {
            return;
        }
        phase = Phase.WAITING;
        away();
        // Official: also where the namespace was not joined yet.
        parted(reason, description);
    }

    /** Is told that the namespace is to be asked for on another connection. */
    void postponed() {
        if (phase != Phase.IDLE) {
            phase = Phase.WAITING;
            away();
        }
    }

    /** Is told that the connection could not be opened. */
    void unreachable(ConnectFailedException failure) {
        if (phase != Phase.IDLE) {
            socket.signals().connectError(failure);
        }
    }

    /** Is told that no connection will be tried any more. */
    void givenUp(ConnectFailedException failure) {
        failWaiters(failure);
    }

    private void failWaiters(ConnectFailedException failure) {
        for (var waiter : takeWaiters()) {
            manager.complete(() -> waiter.completeExceptionally(failure));
        }
    }

    private List<CompletableFuture<Socket>> takeWaiters() {
        var all = waiters;
        if (!all.isEmpty()) {
            waiters = new ArrayList<>(0);
        }
        return all;
    }

    private void write(Packet packet) {
        if (connection != null) {
            connection.write(socket.encoding().messages(packet, connection.revision(), true));
        }
    }

    /** Tells whether nothing is to be done for the socket. */
    boolean idle() {
        return delivery.idle();
    }
}
