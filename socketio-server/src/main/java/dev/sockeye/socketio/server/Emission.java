package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Encodes what one socket is sent and sets it on its way. Stateless; any thread. */
final class Emission {
    private Emission() {}

    static void event(Socket socket, String event, Arguments arguments, boolean droppable, boolean compress) {
        var packet = new Packet.Event(socket.namespace().name(), event, arguments, OptionalLong.empty());
        var continuity = socket.continuity();
        if (continuity == null) {
            socket.emitted(packet);
            send(socket, encode(socket, packet, compress), fate(socket, packet, droppable));
        } else {
            continuity.transmit(socket, packet, droppable, compress);
        }
    }

    static CompletableFuture<Args> request(
            Socket socket,
            String event,
            Arguments arguments,
            boolean droppable,
            boolean compress,
            @Nullable Duration timeout) {
        var server = socket.server();
        var ack = socket.namespace().nextAckId();
        var packet = new Packet.Event(socket.namespace().name(), event, arguments, OptionalLong.of(ack));
        var messages = encode(socket, packet, compress);
        var future = new CompletableFuture<Args>();
        var limit = timeout == null ? server.options().ackTimeout() : timeout;
        server.listeners().watch(socket, event, future);
        socket.acks().await(ack, limit, future);
        socket.emitted(packet);
        var fate = fate(socket, packet, droppable);
        var continuity = socket.continuity();
        if (continuity == null
                || !continuity.hold(socket, Sending.bytes(messages), () -> send(socket, messages, fate))) {
            send(socket, messages, fate);
        }
        return future;
    }

    static void answer(Socket socket, long ack, Arguments arguments) {
        var packet = new Packet.Ack(socket.namespace().name(), ack, arguments);
        send(socket, encode(socket, packet, true), SlowReceiverPolicy.Fate.KEPT);
    }

    /** Sends an error packet, which protocol 4 has for connected sockets too. */
    static void error(Socket socket, Object data) {
        var arguments = socket.encoding().snapshot(new Object[] {data});
        var packet = new Packet.ConnectError(socket.namespace().name(), arguments);
        send(socket, encode(socket, packet, true), SlowReceiverPolicy.Fate.KEPT);
    }

    private static void send(Socket socket, List<Message> messages, SlowReceiverPolicy.Fate fate) {
        new Sending(socket, messages, fate).begin();
    }

    private static SlowReceiverPolicy.Fate fate(Socket socket, Packet.Event packet, boolean droppable) {
        return socket.server().options().slowReceivers().fate(packet, droppable);
    }

    private static List<Message> encode(Socket socket, Packet packet, boolean compress) {
        return socket.encoding().messages(packet, socket.connection().socketRevision(), compress);
    }
}
