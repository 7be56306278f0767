package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who looks at a socket's events whatever their names are: catch-all listeners, packet middlewares, error listeners.
 * Made when there is the first of them. The lists are immutable; writers are guarded by this.
 */
final class Watchers {
    private final Socket socket;
    private volatile List<EventHandler.Any> incoming = List.of();
    private volatile List<EventHandler.Outgoing> outgoing = List.of();
    private volatile List<PacketMiddleware> middlewares = List.of();
    private volatile List<ErrorListener> errors = List.of();

    // Events sent that the listeners are to be shown: written on the lane, and by who runs handlers.
    private volatile int shown;
    private volatile int seen;
    // Confined to the lane.
    private boolean behind;

    Watchers(Socket socket) {
        this.socket = socket;
    }

    synchronized void addIncoming(EventHandler.Any listener, boolean first) {
        incoming = with(incoming, listener, first);
    }

    synchronized void removeIncoming(EventHandler.@Nullable Any listener) {
        incoming = without(incoming, listener);
    }

    List<EventHandler.Any> incoming() {
        return incoming;
    }

    synchronized void addOutgoing(EventHandler.Outgoing listener, boolean first) {
        outgoing = with(outgoing, listener, first);
    }

    synchronized void removeOutgoing(EventHandler.@Nullable Outgoing listener) {
        outgoing = without(outgoing, listener);
    }

    List<EventHandler.Outgoing> outgoing() {
        return outgoing;
    }

    synchronized void addMiddleware(PacketMiddleware middleware) {
        middlewares = with(middlewares, middleware, false);
    }

    synchronized void addErrorListener(ErrorListener listener) {
        errors = with(errors, listener, false);
    }

    /**
     * Takes an event to the listeners, through the middlewares and to the handlers. On the handler executor.
     *
     * @return what waits for the answer of a middleware; null when all is done
     */
    @Nullable
    PacketChain handle(Packet.Event event) {
        var args = socket.encoding().args(event.arguments());
        var ack = socket.ack(event);
        var listeners = incoming;
        for (var i = 0; i < listeners.size(); i++) {
            try {
                listeners.get(i).handle(event.name(), args, ack);
            } catch (Throwable e) {
                failed(e, event.name());
            }
        }
        var all = middlewares;
        if (all.isEmpty()) {
            socket.deliver(event.name(), args, ack);
            return null;
        }
        var chain = new PacketChain(all, new EventPacket(socket, event.name(), args, ack.wanted()), ack);
        return chain.advance() ? null : chain;
    }

    /** Shows the listeners an event that is being sent to this socket alone. Any thread. */
    void emitted(Packet.Event event) {
        if (!outgoing.isEmpty()) {
            socket.connection().outbox().post(new LaneOutbox.Entry() {
                @Override
                void run() {
                    sent(event);
                }
            });
        }
    }

    /** Shows the listeners an event that is being sent. On the lane. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The lane is the only one to write it.
    void sent(Packet.Event event) {
        if (outgoing.isEmpty() || socket.departure().ended()) {
            return;
        }
        if (shown - seen >= socket.limits().queuedEvents()) {
            fallBehind();
            return;
        }
        behind = false;
        shown++;
        socket.mailbox().add(() -> show(event));
        socket.mailbox().wake();
    }

    private void fallBehind() {
        if (!behind) {
            behind = true;
            var failure = new IllegalStateException("onAnyOutgoing: too slow, events were sent without being shown");
            socket.mailbox().add(() -> failed(failure, null));
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Who runs handlers is the only one to write it.
    private void show(Packet.Event event) {
        seen++;
        if (socket.departure().over()) {
            return;
        }
        var args = socket.encoding().args(event.arguments());
        var listeners = outgoing;
        for (var i = 0; i < listeners.size(); i++) {
            try {
                listeners.get(i).handle(event.name(), args);
            } catch (Throwable e) {
                failed(e, event.name());
            }
        }
    }

    private void failed(Throwable e, @Nullable String event) {
        var kind = e instanceof BindingException ? ServerError.Kind.BINDING : ServerError.Kind.EVENT_HANDLER;
        socket.server().error(kind, e, socket, event);
    }

    /** Tells the socket's own listeners of an error, on the handler executor; tells whether there are any. Any thread. */
    boolean tell(ServerError error) {
        var listeners = errors;
        // Nobody would run what a refusing executor is told of.
        if (listeners.isEmpty() || error.kind() == ServerError.Kind.EXECUTOR) {
            return false;
        }
        if (socket.mailbox().running()) {
            Errors.tell(listeners, error);
        } else {
            socket.mailbox().addFromAnywhere(() -> Errors.tell(listeners, error));
        }
        return true;
    }

    private static <T> List<T> with(List<T> old, T added, boolean first) {
        var more = new ArrayList<T>(old.size() + 1);
        more.addAll(old);
        more.add(first ? 0 : old.size(), added);
        return List.copyOf(more);
    }

    private static <T> List<T> without(List<T> old, @Nullable T removed) {
        if (removed == null) {
            return List.of();
        }
        var fewer = new ArrayList<>(old);
        fewer.remove(removed);
        return List.copyOf(fewer);
    }
}
