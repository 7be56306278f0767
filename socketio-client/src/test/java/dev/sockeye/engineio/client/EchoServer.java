package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.Session;
import dev.sockeye.engineio.server.SessionListener;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.netty.NettyHostBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on a port of its own that answers each message with the same message. */
final class EchoServer implements AutoCloseable {
    final EngineServer engine;
    final NettyHost host;
    final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<CloseReason> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final String scheme;

    private EchoServer(EngineOptions options, UnaryOperator<NettyHostBuilder> more, String scheme) {
        this.scheme = scheme;
        engine = new EngineServer(options);
        engine.onConnection(session -> {
            session.listener(new SessionListener() {
                @Override
                public void onMessage(Message message) {
                    received.add(message);
                    session.send(List.of(message));
                }

                @Override
                public void onClose(CloseReason reason, @Nullable String description) {
                    closed.add(reason);
                }
            });
            opened.add(session);
        });
        host = more.apply(NettyHost.builder(engine)
                        .host("127.0.0.1")
                        .threads(1)
                        .daemon(true)
                        .grace(Duration.ofMillis(100)))
                .bind();
    }

    static EchoServer start(UnaryOperator<EngineOptions.Builder> options) {
        return start(options, builder -> builder, "http");
    }

    static EchoServer start() {
        return start(builder -> builder);
    }

    static EchoServer start(
            UnaryOperator<EngineOptions.Builder> options, UnaryOperator<NettyHostBuilder> more, String scheme) {
        return new EchoServer(
                options.apply(EngineOptions.builder().path("/engine.io")).build(), more, scheme);
    }

    URI uri() {
        return URI.create(scheme + "://127.0.0.1:" + host.port());
    }

    @Override
    public void close() {
        engine.close().join();
        host.close();
    }
}
