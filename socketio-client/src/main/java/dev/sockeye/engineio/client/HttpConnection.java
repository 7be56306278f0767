package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Is one HTTP connection on which one request at a time is made. Confined to the event loop. */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private static final byte[] NOTHING = {};
    private static final int FIRST_CHUNK = 512;

    /** How much is read of a body that says why a request was refused. */
    private static final int LONGEST_REFUSAL = 4 * Failures.LONGEST_BODY;

    /** How long a connection is kept for another request where the server does not say how long it waits. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final HttpLine line;
    private final Channel channel;
    private final long maxBody;

    private boolean busy;
    private boolean ended;
    private long idleSince;
    private long keptNanos = KEPT_NANOS;

    // For the answer.
    private @Nullable ChannelFuture write;
    private @Nullable HttpResponse head;
    private boolean touched;
    private byte[] body = NOTHING;
    private int size;

    HttpConnection(HttpLine line, Channel channel, long maxBody) {
        this.line = line;
        this.channel = channel;
        this.maxBody = Math.min(maxBody, Integer.MAX_VALUE - 1024L);
    }

    /** Tells whether another request may be made. */
    boolean usable() {
        return !busy && !ended && channel.isActive() && System.nanoTime() - idleSince < keptNanos;
    }

    void send(FullHttpRequest request) {
        busy = true;
        touched = false;
        var written = channel.writeAndFlush(request);
        write = written;
        written.addListener(done -> {
            if (!done.isSuccess()) {
                lost(done.cause());
            }
        });
    }

    /** Closes without telling the line. */
    void close() {
        ended = true;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!ended && message instanceof HttpObject part) {
                read(part);
            }
        } catch (RuntimeException e) {
            lost(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost(new IOException("connection closed by the server"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lost(cause);
    }

    private void read(HttpObject part) {
        touched = true;
        if (part.decoderResult().isFailure()) {
            lost(new IOException("an answer is not HTTP", part.decoderResult().cause()));
            return;
        }
        if (!busy) {
            lost(new IOException("an answer came without a request"));
            return;
        }
        if (part instanceof HttpResponse response && response.status().code() == 101) {
            lost(new IOException("the server speaks another protocol than it was asked for"));
            return;
        }
        if (part instanceof HttpResponse response && response.status().code() >= 200) {
            head = response;
            var length = HttpUtil.getContentLength(response, 0L);
            if (response.status().code() == 200 && length > maxBody) {
                lost(new IOException("an answer is too big"));
                return;
            }
        }
        var answer = head;
        if (answer == null || !(part instanceof HttpContent content)) {
            return;
        }
        collect(content.content(), answer);
        if (!ended && part instanceof LastHttpContent) {
            complete(answer);
        }
    }

    private void collect(ByteBuf content, HttpResponse answer) {
        var more = content.readableBytes();
        if (more == 0) {
            return;
        }
        var refusal = answer.status().code() != 200;
        if (refusal && size >= LONGEST_REFUSAL) {
            // Enough is known; a body without end is not waited for.
            complete(answer);
            return;
        }
        if (!refusal && more > maxBody - size) {
            lost(new IOException("an answer is too big"));
            return;
        }
        if (more > body.length - size) {
            var wanted = Math.max((long) size + more, Math.max(FIRST_CHUNK, 2L * body.length));
            body = Arrays.copyOf(body, (int) Math.min(wanted, Math.max((long) size + more, maxBody)));
        }
        content.readBytes(body, size, more);
        size += more;
    }

    private void complete(HttpResponse answer) {
        var bytes = Bytes.wrap(body, 0, size);
        body = NOTHING;
        size = 0;
        head = null;
        write = null;
        busy = false;
        idleSince = System.nanoTime();
        keptNanos = kept(answer);
        if (answer.status().code() != 200 || !HttpUtil.isKeepAlive(answer)) {
            close();
        }
        line.answered(new HttpAnswer(answer.status().code(), answer.headers(), bytes));
    }

    /** Returns how long the connection may be kept: a second less than the server says, if it does. */
    private static long kept(HttpResponse answer) {
        var value = answer.headers().get("Keep-Alive");
        var at = value == null ? -1 : value.indexOf("timeout=");
        if (value == null || at < 0) {
            return KEPT_NANOS;
        }
        var seconds = 0L;
        for (var i = at + 8; i < value.length() && Character.digit(value.charAt(i), 10) >= 0 && seconds < 3_600; i++) {
            seconds = 10 * seconds + Character.digit(value.charAt(i), 10);
        }
        return TimeUnit.SECONDS.toNanos(seconds - 1);
    }

    private void lost(Throwable cause) {
        if (ended) {
            return;
        }
        var written = write != null && write.isSuccess();
        close();
        line.lost(this, cause, !touched, written);
    }
}
