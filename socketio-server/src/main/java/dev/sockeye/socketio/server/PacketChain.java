package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.EventRefusedException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Leads one event through the packet middlewares of its socket to the handlers. Confined to whoever runs the socket's
 * handlers; a middleware's answer comes from any thread, and only the first one counts.
 */
final class PacketChain {
    private static final Object PARKED = new Object();
    private static final Object FAILED = new Object();
    private static final Object DROPPED = new Object();

    private final Socket socket;
    private final List<PacketMiddleware> middlewares;
    private final Ack ack;
    private EventPacket packet;
    private int next;
    private boolean late;

    // Read by the lane, when the socket ends.
    private volatile @Nullable Step step;

    PacketChain(List<PacketMiddleware> middlewares, EventPacket packet, Ack ack) {
        this.socket = packet.socket();
        this.middlewares = middlewares;
        this.packet = packet;
        this.ack = ack;
    }

    /** Goes as far as the answers allow; tells whether that was the end. */
    boolean advance() {
        while (true) {
            var current = step;
            if (current == null) {
                if (next == middlewares.size()) {
                    if (!late || !socket.mailbox().discards()) {
                        socket.deliver(packet.event(), packet.args(), ack);
                    }
                    return true;
                }
                step = current = new Step();
                current.ask(middlewares.get(next++));
            }
            var answer = current.answer();
            if (answer == null) {
                return false;
            }
            step = null;
            if (answer instanceof EventPacket changed) {
                packet = changed;
            } else {
                refuse(answer);
                return true;
            }
        }
    }

    private void refuse(Object answer) {
        if (socket.server().listeners().any()) {
            socket.handled(packet.event(), EventOutcome.REFUSED, 0);
        }
        if (answer instanceof EventRefusedException refusal) {
            socket.server().error(ServerError.Kind.REFUSED, refusal, socket, packet.event());
            Refusals.byMiddleware(socket, ack, refusal);
        } else if (answer == FAILED) {
            Refusals.byMiddleware(socket, ack, Refusals.failed());
        }
    }

    /** Waits for the answer; tells whether there is none yet. Afterwards whoever is woken by the answer goes on. */
    boolean park() {
        late = true;
        var current = step;
        return current != null && current.park();
    }

    /** Ends the waiting for an answer, since nobody is there for it any more. Any thread. */
    void abandon() {
        var current = step;
        if (current != null) {
            current.late(DROPPED);
        }
    }

    /** Is one middleware's turn. */
    private final class Step implements PacketMiddleware.Next {
        private final EventPacket asked = packet;
        // Null, parked, or the answer.
        private final AtomicReference<@Nullable Object> state = new AtomicReference<>();
        private volatile Lane.@Nullable Cancellable timer;

        void ask(PacketMiddleware middleware) {
            try {
                middleware.handle(asked, this);
            } catch (EventRefusedException e) {
                refuse(e);
            } catch (Throwable e) {
                fail(e);
            }
        }

        private void fail(Throwable e) {
            socket.server().error(ServerError.Kind.MIDDLEWARE, e, socket, asked.event());
            first(FAILED);
        }

        @Nullable
        Object answer() {
            var now = state.get();
            return now == PARKED ? null : now;
        }

        boolean park() {
            if (!state.compareAndSet(null, PARKED)) {
                return false;
            }
            var limit = socket.server().options().packetMiddlewareTimeout();
            var made = socket.connection().lane().schedule(() -> late(Refusals.late()), limit);
            timer = made;
            if (state.get() != PARKED) {
                made.cancel();
            }
            return true;
        }

        @Override
        public void proceed() {
            first(asked);
        }

        @Override
        public void proceed(EventPacket changed) {
            first(changed);
        }

        @Override
        public void refuse(EventRefusedException error) {
            first(error);
        }

        private void first(Object answer) {
            if (!state.compareAndSet(null, answer)) {
                late(answer);
            }
        }

        private void late(Object answer) {
            if (state.compareAndSet(PARKED, answer)) {
                var made = timer;
                if (made != null) {
                    made.cancel();
                }
                socket.mailbox().resume();
            }
        }
    }

    /** Makes a middleware of a check that decides at once. */
    static PacketMiddleware deciding(PacketMiddleware.Check check) {
        return (packet, next) -> {
            check.check(packet);
            next.proceed();
        };
    }

    /** Makes a middleware of a check that decides later. */
    static PacketMiddleware decidingLater(PacketMiddleware.Async check) {
        return (packet, next) -> check.check(packet).whenComplete((ignored, failure) -> {
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause == null) {
                next.proceed();
            } else if (cause instanceof EventRefusedException refusal) {
                next.refuse(refusal);
            } else {
                ((Step) next).fail(cause);
            }
        });
    }
}
