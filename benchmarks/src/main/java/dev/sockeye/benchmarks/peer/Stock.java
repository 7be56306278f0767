package dev.sockeye.benchmarks.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.nio.charset.StandardCharsets;

/** Answers the load's packets behind the WebSocket handlers that come with Netty. Confined to the event loop. */
final class Stock extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Everyone everyone;

    Stock(Everyone everyone) {
        this.everyone = everyone;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            everyone.add(ctx.channel());
            ctx.writeAndFlush(new TextWebSocketFrame(HandPolling.open(HandPolling.newId(), "[]")));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        var in = frame.content();
        if (!(frame instanceof TextWebSocketFrame)) {
            ctx.write(new BinaryWebSocketFrame(in.retain()), ctx.voidPromise());
            return;
        }
        var length = in.readableBytes();
        var kind = Answers.kind(in, in.readerIndex(), length);
        switch (kind) {
            case BROADCAST -> {
                var one = new TextWebSocketFrame(in.retainedDuplicate());
                everyone.send(one, one.content());
            }
            case ROOM -> {
                var out = ctx.alloc().directBuffer(length);
                Answers.toRoom(in, in.readerIndex(), length, out);
                everyone.send(Answers.room(in, in.readerIndex(), length), new TextWebSocketFrame(out), out);
            }
            case OTHER -> packet(ctx, in.toString(StandardCharsets.US_ASCII));
            default -> {
                var out = ctx.alloc().directBuffer(Answers.length(kind, length));
                Answers.write(kind, in, in.readerIndex(), length, out);
                ctx.write(new TextWebSocketFrame(out), ctx.voidPromise());
            }
        }
    }

    private void packet(ChannelHandlerContext ctx, String packet) {
        var room = Answers.joins(packet);
        if (!room.isEmpty()) {
            everyone.join(room, ctx.channel());
            ctx.write(new TextWebSocketFrame(Answers.JOINED), ctx.voidPromise());
        } else if (packet.equals("40")) {
            ctx.write(new TextWebSocketFrame("40{\"sid\":\"" + HandPolling.newId() + "\"}"), ctx.voidPromise());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
        everyone.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        everyone.remove(ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
