package dev.sockeye.examples;

import dev.sockeye.socketio.netty.SockeyeHandlers;
import dev.sockeye.socketio.server.SocketIoServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;

/** Socket.IO in a Netty server of one's own, beside other HTTP. */
final class OwnPipeline {
    private OwnPipeline() {}

    public static void main(String[] args) {
        var io = SocketIoServer.builder().build();
        io.onConnection(socket -> socket.on("hello", (arguments, ack) -> ack.send("world")));
        var sockeye = SockeyeHandlers.of(io);

        new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), sockeye.newHandler(), new Everything());
                    }
                })
                .bind(3000)
                .syncUninterruptibly();
    }

    /** Answers what is not Socket.IO's. */
    private static final class Everything extends SimpleChannelInboundHandler<HttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT);
            answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
            context.writeAndFlush(answer);
        }
    }
}
