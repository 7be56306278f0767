package peer;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Serves the load's events with netty-socketio. Prints "ready" and the port. */
public final class NettySocketio {
    private NettySocketio() {}

    /** The argument "binary" has the event message carry bytes, which that server wants to know beforehand. */
    public static void main(String... args) throws IOException, InterruptedException {
        var binary = args.length > 0 && args[0].equals("binary");
        var configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(freePort());
        configuration.setUseLinuxNativeEpoll(true);
        var sockets = new SocketConfig();
        sockets.setReuseAddress(true);
        sockets.setAcceptBackLog(8_192);
        configuration.setSocketConfig(sockets);
        configuration.setMaxFramePayloadLength(1 << 20);
        configuration.setMaxHttpContentLength(1 << 20);

        var server = new SocketIOServer(configuration);
        if (binary) {
            server.addEventListener(
                    "message", byte[].class, (client, bytes, ack) -> client.sendEvent("message-back", bytes));
        } else {
            server.addEventListener(
                    "message", Object.class, (client, value, ack) -> client.sendEvent("message-back", value));
        }
        server.addEventListener("message-with-ack", Object.class, (client, value, ack) -> ack.sendAckData(value));
        server.addEventListener("record", Note.class, (client, note, ack) -> client.sendEvent("record-back", note));
        server.addEventListener(
                "broadcast",
                String.class,
                (client, value, ack) -> server.getBroadcastOperations().sendEvent("broadcast", value));
        server.addEventListener("join", String.class, (client, room, ack) -> {
            client.joinRoom(room);
            ack.sendAckData("joined");
        });
        server.addMultiTypeEventListener(
                "room",
                (client, data, ack) ->
                        server.getRoomOperations(data.<String>first()).sendEvent("room", data.<String>get(1)),
                String.class,
                String.class);
        server.start();
        System.out.println("ready " + configuration.getPort());
        Thread.currentThread().join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Is what most applications do with an argument. */
    public static final class Note {
        public int id;
        public String user;
        public String room;
        public long sentAt;
        public boolean urgent;
        public List<String> tags;
        public String text;
    }
}
