package dev.sockeye.examples;

import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.DisconnectReason;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.annotation.OnConnect;
import dev.sockeye.socketio.server.annotation.OnDisconnect;
import dev.sockeye.socketio.server.annotation.OnEvent;
import java.util.concurrent.atomic.AtomicLong;

/** A chat whose handlers are methods of an object. The object serves all sockets, several of them at the same time. */
public final class AnnotatedChat {
    private final AtomicLong messages = new AtomicLong();

    /** What is said. */
    public record Message(String from, String text) {}

    /** What a client that says something is answered. */
    public record Receipt(long number) {}

    /** Lets a client in. */
    @OnConnect
    public void joined(Socket socket) {
        socket.join("lobby");
    }

    /** Passes a message on; what is returned is the acknowledgement. */
    @OnEvent("chat")
    public Receipt chat(Socket socket, Message message) {
        if (message.text().isBlank()) {
            throw new EventRefusedException("empty", "Nothing was said", null);
        }
        socket.to("lobby").emit("chat", message);
        return new Receipt(messages.incrementAndGet());
    }

    /** Tells the others who has left. */
    @OnDisconnect
    public void left(Socket socket, DisconnectReason reason) {
        socket.to("lobby").emit("left", socket.id(), reason.text());
    }

    /** Starts the server. */
    public static void main(String[] args) {
        var io = SocketIoServer.builder().build();
        io.register(new AnnotatedChat());
        NettyHost.bind(3000, io);
    }
}
