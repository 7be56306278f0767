package dev.sockeye.socketio.client;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Is a server on a port of its own, and a client with threads of its own. */
final class RealServer implements AutoCloseable {
    final SocketIoServer io;
    final NettyHost host;
    final SocketIoClient client = SocketIoClient.builder().eventLoops(1).build();

    RealServer() {
        this(builder -> builder);
    }

    RealServer(UnaryOperator<SocketIoServerBuilder> options) {
        this(options, 0);
    }

    RealServer(UnaryOperator<SocketIoServerBuilder> options, int port) {
        io = options.apply(SocketIoServer.builder()).build();
        host = NettyHost.builder(io)
                .host("127.0.0.1")
                .port(port)
                .threads(1)
                .daemon(true)
                .grace(Duration.ofMillis(100))
                .bind();
    }

    String uri() {
        return "http://127.0.0.1:" + host.port();
    }

    static ClientOptionsBuilder options(ClientProtocol protocol, String transport) {
        var options = ClientOptions.builder().protocol(protocol).reconnectionDelay(Duration.ofMillis(20));
        return transport.equals("upgrade") ? options : options.transports(transport);
    }

    void stop() {
        io.close().join();
        host.close();
    }

    @Override
    public void close() {
        client.close();
        stop();
    }
}
