package dev.sockeye.examples;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;

/** A ticker whose clients miss nothing when their connection is lost for a while. */
final class Recovery {
    private Recovery() {}

    public static void main(String[] args) {
        var io = SocketIoServer.builder()
                .connectionStateRecovery(RecoveryOptions.builder()
                        .maxDisconnectionDuration(Duration.ofMinutes(2))
                        .maxBytes(8 << 20)
                        .build())
                .build();

        io.onConnection(socket -> {
            if (!socket.recovered()) {
                // Rooms and data of a recovered socket are there already.
                socket.join("prices");
                socket.data().put("since", System.currentTimeMillis());
            }
            System.out.println(socket.id() + ": " + socket.recovery());
            socket.on("price", (price, ack) -> socket.to("prices").emit("price", price));
        });

        NettyHost.bind(3000, io);
    }
}
