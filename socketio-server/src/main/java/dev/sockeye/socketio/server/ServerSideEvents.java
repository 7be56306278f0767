package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.Allowance;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the handlers of what other nodes say to a namespace, and calls them on the handler executor, one event after the
 * other. Thread-safe.
 */
final class ServerSideEvents {
    private static final Set<String> RESERVED = Set.of("connect", "connection", "new_namespace");

    private final SocketIoServer server;
    private final TaskQueue queue;
    private final Allowance allowance;
    private final List<Handler> handlers = new CopyOnWriteArrayList<>();

    ServerSideEvents(SocketIoServer server) {
        this.server = server;
        this.allowance = new Allowance(
                "events of other nodes",
                server.options().limits().queuedNamespaceEvents(),
                overload -> server.errorApart(ServerError.Kind.OVERLOAD, overload, null));
        this.queue = new TaskQueue(server);
    }

    private record Handler(String event, EventHandler handler) {}

    static String check(String event) {
        if (RESERVED.contains(event)) {
            throw new IllegalArgumentException('"' + event + "\" is a reserved event name");
        }
        return event;
    }

    void add(String event, EventHandler handler) {
        handlers.add(new Handler(check(event), handler));
    }

    void execute(Runnable task) {
        queue.add(task);
    }

    void receive(Packet.Event packet, @Nullable Consumer<Arguments> answer) {
        if (RESERVED.contains(packet.name())) {
            return;
        }
        if (allowance.take()) {
            queue.add(() -> handle(packet, answer));
        }
    }

    private void handle(Packet.Event packet, @Nullable Consumer<Arguments> answer) {
        allowance.release();
        var args = server.encoding().args(packet.arguments());
        var ack = answer == null ? Ack.unwanted() : new NodeAck(answer, server.encoding());
        for (var each : handlers) {
            if (each.event.equals(packet.name())) {
                call(each.handler, packet.name(), args, ack);
            }
        }
    }

    private void call(EventHandler handler, String event, Args args, Ack ack) {
        try {
            handler.handle(args, ack);
        } catch (BindingException e) {
            server.error(ServerError.Kind.BINDING, e, null, event);
            if (ack.wanted()) {
                ack.send(server.options().bindingAnswer().apply(e));
            }
        } catch (Throwable e) {
            server.error(ServerError.Kind.EVENT_HANDLER, e, null, event);
        }
    }
}
