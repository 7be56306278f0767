package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Claim;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Recall;
import dev.sockeye.socketio.server.adapter.SessionAwareAdapter.Resumption;
import dev.sockeye.socketio.server.recovery.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one client into a namespace whose sockets can be recovered: asks for the session that it names, makes the socket
 * that goes on with it or a new one, and in the end makes that a member. Confined to the lane.
 */
final class Return {
    private static final Logger log = LoggerFactory.getLogger(Return.class);
    private static final int LONGEST_PID = 64;

    private final Connection connection;
    private final Continuities continuities;
    private final Handshake handshake;

    private Claim.@Nullable Granted claim;

    Return(Connection connection, Continuities continuities, Handshake handshake) {
        this.connection = connection;
        this.continuities = continuities;
        this.handshake = handshake;
    }

    Namespace namespace() {
        return continuities.namespace();
    }

    /** Begins; ends, perhaps later, with {@link Joining#ask}. */
    void begin() {
        var auth = handshake.auth();
        var pid = auth.get("pid");
        if (pid == null || pid.isNull()) {
            fresh(Recovery.NONE);
            return;
        }
        var offset = auth.get("offset");
        var silent = offset == null || offset.isNull();
        if (!pid.isString() || pid.stringValue().length() > LONGEST_PID || (!silent && !offset.isString())) {
            fresh(Recovery.INVALID);
            return;
        }
        var recall = new Recall(pid.stringValue(), silent ? Optional.empty() : offset.asStringOpt());
        when(() -> adapter().claim(recall), this::claimed, new Claim.Refused(Recovery.FAILED));
    }

    private SessionAwareAdapter adapter() {
        return continuities.adapter();
    }

    /** Goes on with what an adapter answers: at once if it is there already, else as a task of the lane. */
    private <T> void when(Supplier<CompletionStage<T>> asked, Consumer<T> then, T failed) {
        CompletionStage<T> stage;
        try {
            stage = asked.get();
        } catch (RuntimeException e) {
            connection.server().error(ServerError.Kind.ADAPTER, e, null, null);
            then.accept(failed);
            return;
        }
        var settled = new Settled<T>(then, failed);
        connection.joining().expect(this);
        stage.whenComplete(settled::settle);
        settled.begun();
    }

    /** Is one answer of the adapter on its way to the lane. */
    private final class Settled<T> {
        private final Consumer<T> then;
        private final T failed;
        private boolean within = true;
        private @Nullable T answer;

        Settled(Consumer<T> then, T failed) {
            this.then = then;
            this.failed = failed;
        }

        void settle(@Nullable T value, @Nullable Throwable failure) {
            if (failure != null) {
                connection.server().error(ServerError.Kind.ADAPTER, failure, null, null);
            }
            var known = value == null ? failed : value;
            synchronized (this) {
                if (within && connection.lane().inLane()) {
                    answer = known;
                    return;
                }
            }
            connection.outbox().postLater(new LaneOutbox.Entry() {
                @Override
                void run() {
                    goOn(known);
                }
            });
        }

        void begun() {
            T known;
            synchronized (this) {
                within = false;
                known = answer;
            }
            if (known != null) {
                goOn(known);
            }
        }

        private void goOn(T known) {
            connection.joining().unexpect(Return.this);
            then.accept(known);
        }
    }

    private void claimed(Claim answer) {
        if (answer instanceof Claim.Granted granted) {
            claim = granted;
            if (connection.closed()) {
                abandon();
                namespace().leave();
            } else {
                recovered(granted);
            }
        } else if (answer instanceof Claim.Refused refusal) {
            if (connection.closed()) {
                namespace().leave();
            } else if (refusal.reason() == Recovery.TAKEN_OVER) {
                namespace().leave();
                givenUp();
            } else {
                log.debug("a session was not recovered: {}", refusal.reason());
                fresh(refusal.reason());
            }
        }
    }

    private void fresh(Recovery outcome) {
        var server = connection.server();
        var continuity = new Continuity(continuities, server.newId(), outcome, this);
        var socket = new Socket(connection, namespace(), server.newId(), handshake, continuity);
        connection.joining().ask(socket, namespace().middlewares());
    }

    private void recovered(Claim.Granted granted) {
        var continuity = new Continuity(continuities, granted.pid(), Recovery.RECOVERED, this);
        var socket = new Socket(connection, namespace(), granted.id(), handshake, continuity);
        socket.restore(granted.data());
        socket.membership()
                .join(granted.rooms().stream()
                        .filter(room -> !room.equals(granted.id()))
                        .toList());
        continuities.follow(socket);
        connection
                .joining()
                .ask(
                        socket,
                        continuities.options().skipMiddlewares()
                                ? List.of()
                                : namespace().middlewares());
    }

    /** Makes the socket a member when the middlewares have said yes, and tells the client. */
    void enter(Socket socket, List<List<Message>> held) {
        var rooms = socket.membership().handOver();
        var granted = claim;
        if (granted == null) {
            try {
                adapter().enter(socket, Continuity.of(socket).pid(), rooms);
            } catch (RuntimeException e) {
                connection.server().error(ServerError.Kind.ADAPTER, e, socket, null);
            }
            connection.joining().welcome(socket, List.of(), held);
            return;
        }
        var session = connection.session();
        var room = connection.server().options().engine().maxPendingBytes() - session.pendingBytes();
        connection.joining().keep(socket, held);
        when(
                () -> adapter().resume(granted, socket, rooms, room),
                resumption -> resumed(socket, resumption),
                new Resumption.Refused(Recovery.FAILED));
    }

    private void resumed(Socket socket, Resumption answer) {
        claim = null;
        var held = connection.joining().kept(socket);
        if (answer instanceof Resumption.Missed missed) {
            var messages = new ArrayList<Message>();
            for (var event : missed.events()) {
                messages.addAll(((LoggedEvent) event).messages());
            }
            if (connection.closed()) {
                leave(socket);
                return;
            }
            connection.joining().welcome(socket, messages, held);
        } else if (answer instanceof Resumption.Refused refusal && !connection.closed()) {
            log.debug("a session was not recovered: {}", refusal.reason());
            if (refusal.reason() == Recovery.TAKEN_OVER) {
                socket.departure().abandon();
                givenUp();
            } else if (continuities.options().skipMiddlewares()) {
                // Nobody has seen the socket yet: the client gets another one.
                fresh(refusal.reason());
            } else {
                // Middlewares believe that it was recovered. The client comes again, and then it is plain.
                socket.departure().abandon();
                connection.violation("a session that is gone meanwhile");
            }
        }
    }

    /** Ends a connection that its client has given up: with a socket of its own the client would be there twice. */
    private void givenUp() {
        connection.violation("its client goes on over another connection");
    }

    /** Ends a socket whose connection was closed while it was made a member. */
    private void leave(Socket socket) {
        var rooms = socket.membership().current();
        Continuity.of(socket).leaving(socket);
        socket.namespace().remove(socket);
        adapter().delAll(socket);
        Continuity.of(socket).told();
        Continuity.of(socket).exit(socket, rooms, true);
    }

    /** Gives back what was claimed. */
    void abandon() {
        var granted = claim;
        claim = null;
        if (granted != null) {
            try {
                adapter().release(granted);
            } catch (RuntimeException e) {
                connection.server().error(ServerError.Kind.ADAPTER, e, null, null);
            }
        }
    }
}
