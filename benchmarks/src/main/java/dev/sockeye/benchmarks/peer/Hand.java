package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Is a connection to the limit: one handler on bare Netty that takes frames apart in the buffer they came in, writes the
 * answers to all that was read at once into one buffer, and flushes once. It knows the load's packets by their bytes and
 * no Socket.IO. Confined to the event loop.
 */
final class Hand extends ChannelInboundHandlerAdapter {
    private final Everyone everyone;
    private final HandPolling polling;
    private boolean webSocket;
    private @Nullable ByteBuf rest;
    private @Nullable ByteBuf out;

    Hand(Everyone everyone, HandPolling polling) {
        this.everyone = everyone;
        this.polling = polling;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var in = (ByteBuf) message;
        if (rest != null) {
            rest.writeBytes(in);
            in.release();
            in = rest;
            rest = null;
        }
        if (!webSocket) {
            http(ctx, in);
        }
        while (webSocket && frame(ctx, in)) {
            // Each call takes one.
        }
        keep(ctx, in);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (out != null) {
            ctx.writeAndFlush(out, ctx.voidPromise());
            out = null;
        }
        everyone.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        everyone.remove(ctx.channel());
        ReferenceCountUtil.release(rest);
        ReferenceCountUtil.release(out);
        rest = null;
        out = null;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void keep(ChannelHandlerContext ctx, ByteBuf in) {
        if (!in.isReadable()) {
            in.release();
            return;
        }
        var need = webSocket ? needed(in) : 1_024;
        if (in.maxFastWritableBytes() >= need) {
            rest = in;
            return;
        }
        // Room for the whole frame at once, so that a large one is copied once.
        rest = ctx.alloc().directBuffer(Math.max(in.readableBytes() + need, 512));
        rest.writeBytes(in);
        in.release();
    }

    private static int needed(ByteBuf in) {
        var have = in.readableBytes();
        if (have < 4) {
            return 128;
        }
        var at = in.readerIndex();
        var code = in.getByte(at + 1) & 0x7F;
        if (code < 126) {
            return code + 6;
        }
        return code == 126 ? in.getUnsignedShort(at + 2) + 8 : have < 10 ? 128 : (int) in.getLong(at + 2) + 14;
    }

    private ByteBuf out(ChannelHandlerContext ctx) {
        if (out == null) {
            out = ctx.alloc().directBuffer(256);
        }
        return out;
    }

    private void http(ChannelHandlerContext ctx, ByteBuf in) {
        while (in.isReadable() && !webSocket) {
            var request = HandRequest.read(in);
            if (request == null) {
                return;
            }
            if (request.key().isEmpty()) {
                polling.handle(ctx, request);
                continue;
            }
            webSocket = true;
            everyone.add(ctx.channel());
            var answer = out(ctx);
            answer.writeCharSequence(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Frames.accept(request.key()) + "\r\n\r\n",
                    StandardCharsets.US_ASCII);
            if (request.sid().isEmpty()) {
                Frames.text(answer, HandPolling.open(HandPolling.newId(), "[]"));
            } else {
                polling.forget(request.sid());
            }
        }
    }

    private boolean frame(ChannelHandlerContext ctx, ByteBuf in) {
        var have = in.readableBytes();
        if (have < 6) {
            return false;
        }
        var at = in.readerIndex();
        var code = in.getByte(at + 1) & 0x7F;
        var head = 2;
        var length = code;
        if (code == 126) {
            head = 4;
            length = in.getUnsignedShort(at + 2);
        } else if (code == 127) {
            if (have < 14) {
                return false;
            }
            head = 10;
            length = (int) in.getLong(at + 2);
        }
        var body = at + head + 4;
        if (have < head + 4 + length) {
            return false;
        }
        Frames.unmask(in, body, body + length, in.getInt(at + head));
        in.readerIndex(body + length);
        message(ctx, in.getByte(at) & 0xF, in, body, length);
        return true;
    }

    private void message(ChannelHandlerContext ctx, int opcode, ByteBuf in, int body, int length) {
        if (opcode == Frames.TEXT) {
            text(ctx, in, body, length);
        } else {
            var answer = out(ctx);
            answer.ensureWritable(length + 10);
            Frames.head(answer, opcode, length);
            answer.writeBytes(in, body, length);
        }
    }

    private void text(ChannelHandlerContext ctx, ByteBuf in, int body, int length) {
        var kind = Answers.kind(in, body, length);
        switch (kind) {
            case BROADCAST -> {
                var one = ctx.alloc().directBuffer(length + 10);
                Frames.head(one, Frames.TEXT, length);
                one.writeBytes(in, body, length);
                everyone.send(one, one);
            }
            case ROOM -> {
                var one = ctx.alloc().directBuffer(length + 10);
                Frames.head(one, Frames.TEXT, Answers.roomLength(in, body, length));
                Answers.toRoom(in, body, length, one);
                everyone.send(Answers.room(in, body, length), one, one);
            }
            case OTHER -> packet(ctx, in.toString(body, length, StandardCharsets.US_ASCII));
            default -> {
                var answer = out(ctx);
                var size = Answers.length(kind, length);
                answer.ensureWritable(size + 10);
                Frames.head(answer, Frames.TEXT, size);
                Answers.write(kind, in, body, length, answer);
            }
        }
    }

    private void packet(ChannelHandlerContext ctx, String packet) {
        switch (packet) {
            case "40" -> Frames.text(out(ctx), "40{\"sid\":\"" + HandPolling.newId() + "\"}");
            case "2probe" -> Frames.text(out(ctx), "3probe");
            default -> {
                var room = Answers.joins(packet);
                if (!room.isEmpty()) {
                    everyone.join(room, ctx.channel());
                    Frames.text(out(ctx), Answers.JOINED);
                }
                // Pongs and the end of an upgrade need no answer.
            }
        }
    }
}
