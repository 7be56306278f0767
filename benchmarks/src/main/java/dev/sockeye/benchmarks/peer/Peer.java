package dev.sockeye.benchmarks.peer;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.socketio.events.HandlerExecutor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts a server to compare, as a process of its own: {@code hand}, {@code stock}, {@code sockeye} or {@code sockeye-io}. */
public final class Peer {
    private static final int LARGEST = 1 << 20;
    private static final int BACKLOG = 8_192;

    private Peer() {}

    /** Prints "ready" and the port, and serves until the process ends. */
    public static void main(String... args) throws InterruptedException {
        System.out.println("ready " + start(args[0]));
        Thread.currentThread().join();
    }

    /** Starts a server on a free port and returns it. */
    public static int start(String kind) {
        var everyone = new Everyone();
        var polling = new HandPolling();
        return switch (kind) {
            case "hand" -> netty(() -> new ChannelHandler[] {new Hand(everyone, polling)});
            case "stock" ->
                netty(() -> new ChannelHandler[] {
                    new HttpServerCodec(),
                    new HttpObjectAggregator(LARGEST),
                    new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                            .websocketPath("/socket.io/")
                            .checkStartsWith(true)
                            .maxFramePayloadLength(LARGEST)
                            .build()),
                    new Stock(everyone)
                });
            case "sockeye" -> SockeyePeer.start(Optional.empty());
            case "sockeye-io" -> SockeyePeer.start(Optional.of(HandlerExecutor.io()));
            default ->
                throw new IllegalArgumentException("peer: " + kind + " (expected: hand, stock, sockeye or sockeye-io)");
        };
    }

    private static int netty(Supplier<ChannelHandler[]> handlers) {
        var loops = EventLoops.start("peer", 1, false);
        var channel = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(handlers.get());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }
}
