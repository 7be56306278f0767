package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Is the sessions over polling of the limit. Confined to the server's only event loop. */
final class HandPolling {
    private static final byte SEPARATOR = 0x1e;

    private final Map<String, Session> sessions = new HashMap<>();

    /** Is what waits for a poll, and the poll that waits. */
    private static final class Session {
        private @Nullable ChannelHandlerContext poll;
        private @Nullable ByteBuf waiting;
    }

    static String newId() {
        var random = ThreadLocalRandom.current();
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE) + (1000 + random.nextInt(9000));
    }

    static String open(String sid, String upgrades) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":" + upgrades
                + ",\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
    }

    void forget(String sid) {
        var session = sessions.remove(sid);
        if (session != null && session.waiting != null) {
            session.waiting.release();
        }
    }

    void handle(ChannelHandlerContext ctx, HandRequest request) {
        if (request.sid().isEmpty()) {
            var sid = newId();
            sessions.put(sid, new Session());
            answer(ctx, open(sid, "[\"websocket\"]"));
            return;
        }
        var session = sessions.get(request.sid());
        if (session == null) {
            ctx.close();
        } else if (request.post()) {
            if (request.body().getByte(0) == '1') {
                forget(request.sid());
            } else {
                packets(ctx, session, request.body());
            }
            answer(ctx, "ok");
        } else {
            session.poll = ctx;
            flush(session);
        }
    }

    private static void packets(ChannelHandlerContext ctx, Session session, ByteBuf body) {
        var start = 0;
        var size = body.readableBytes();
        while (start < size) {
            var found = body.indexOf(start, size, SEPARATOR);
            var end = found < 0 ? size : found;
            var kind = Answers.kind(body, start, end - start);
            var out = session.waiting;
            if (out == null) {
                out = ctx.alloc().directBuffer(256);
                session.waiting = out;
            } else {
                out.writeByte(SEPARATOR);
            }
            if (kind == Answers.Kind.OTHER) {
                out.writeCharSequence("40{\"sid\":\"" + newId() + "\"}", StandardCharsets.US_ASCII);
            } else {
                Answers.write(kind, body, start, end - start, out);
            }
            start = end + 1;
        }
        flush(session);
    }

    private static void flush(Session session) {
        var poll = session.poll;
        var body = session.waiting;
        if (poll != null && body != null) {
            session.poll = null;
            session.waiting = null;
            poll.write(head(poll, body.readableBytes()), poll.voidPromise());
            poll.writeAndFlush(body, poll.voidPromise());
        }
    }

    private static void answer(ChannelHandlerContext ctx, String body) {
        var out = head(ctx, body.length());
        out.writeCharSequence(body, StandardCharsets.US_ASCII);
        ctx.writeAndFlush(out, ctx.voidPromise());
    }

    private static ByteBuf head(ChannelHandlerContext ctx, int length) {
        var out = ctx.alloc().directBuffer(256);
        out.writeCharSequence(
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nCache-Control: no-store\r\n"
                        + "Content-Length: " + length + "\r\n\r\n",
                StandardCharsets.US_ASCII);
        return out;
    }
}
