package dev.sockeye.examples;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.cluster.ClusterCodec;
import dev.sockeye.socketio.server.adapter.cluster.InProcessCluster;
import java.time.Duration;

/** Two servers that behave as one: clients of port 3000 and of port 3001 meet in the same room. */
final class TwoNodes {
    private TwoNodes() {}

    public static void main(String[] args) {
        var cluster = new InProcessCluster(ClusterCodec.JSON);
        NettyHost.bind(3000, server("first", cluster.node()));
        NettyHost.bind(3001, server("second", cluster.node()));
    }

    private static SocketIoServer server(String name, Adapter.Factory node) {
        var io = SocketIoServer.builder().adapter(node).build();

        io.of("/").onServerSide("name", ack -> ack.send(name));

        io.onConnection(socket -> {
            socket.join("lobby");
            socket.on("chat", String.class, text -> io.to("lobby").emit("chat", text));

            socket.on("who", ack -> {
                io.in("lobby").socketIds().thenAccept(ids -> ack.send(ids));
            });

            socket.on("ready?", ack -> {
                var everybody = io.to("lobby").timeout(Duration.ofSeconds(3));
                everybody.emitWithAck("ready?").thenAccept(acks -> {
                    ack.send(acks.responses().size(), acks.missing());
                });
            });

            socket.on("nodes", ack -> {
                io.serverSideEmitWithAck("name").thenAccept(answers -> {
                    ack.send(answers.values(String.class));
                });
            });
        });
        return io;
    }
}
