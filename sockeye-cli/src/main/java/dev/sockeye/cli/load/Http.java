package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends HTTP requests one after the other, over one connection as long as the server keeps it open. Confined to the event
 * loop.
 */
final class Http {
    private final Rig rig;
    private final @Nullable InetAddress source;
    private @Nullable Channel channel;
    private @Nullable Answer awaiting;
    private @Nullable ByteBuf request;
    private HttpAnswer answer = new HttpAnswer();
    private boolean reused;
    private boolean closed;

    Http(Rig rig, @Nullable InetAddress source) {
        this.rig = rig;
        this.source = source;
    }

    /** Is told how a request was answered; the failure alone or the rest is there. */
    interface Answer {
        void answered(int status, byte[] body, @Nullable Throwable failure);
    }

    void get(String resource, Answer then) {
        exchange(ascii("GET " + resource + " HTTP/1.1\r\nHost: " + rig.target().authority() + "\r\n\r\n"), then);
    }

    void post(String resource, String body, Answer then) {
        post(postHead(rig.target(), resource), ascii(body), then);
    }

    /** Sends a POST whose head but for the length is known; the body is released. */
    void post(String head, ByteBuf body, Answer then) {
        exchange(Unpooled.wrappedBuffer(ascii(head + body.readableBytes() + "\r\n\r\n"), body), then);
    }

    static String postHead(Target target, String resource) {
        return "POST " + resource + " HTTP/1.1\r\nHost: " + target.authority()
                + "\r\nContent-Type: text/plain;charset=UTF-8\r\nContent-Length: ";
    }

    void close() {
        closed = true;
        drop();
        var bytes = request;
        request = null;
        if (bytes != null) {
            bytes.release();
        }
    }

    boolean reading(boolean on) {
        return channel != null && channel.config().setAutoRead(on) != null;
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private void exchange(ByteBuf bytes, Answer then) {
        if (awaiting != null || closed) {
            bytes.release();
            throw new IllegalStateException("a request is under way, or the connection was closed");
        }
        awaiting = then;
        request = bytes;
        reused = channel != null && channel.isActive();
        if (reused) {
            write();
        } else {
            connect();
        }
    }

    private void connect() {
        var connecting = rig.connect(new Handler(), source);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (closed) {
                connecting.channel().close();
            } else if (done.isSuccess()) {
                write();
            } else {
                failed(done.cause());
            }
        });
    }

    private void write() {
        answer = new HttpAnswer();
        if (channel != null && request != null) {
            // Kept until the answer comes: a connection that the server gave up meanwhile is replaced.
            channel.writeAndFlush(request.retainedDuplicate());
        }
    }

    private void answered() {
        var then = awaiting;
        var done = answer;
        forget();
        if (done.closes()) {
            drop();
        }
        if (then != null) {
            then.answered(done.status(), done.body(), null);
        }
    }

    private void failed(@Nullable Throwable cause) {
        var then = awaiting;
        forget();
        drop();
        if (then != null && !closed) {
            then.answered(0, new byte[0], cause == null ? new LoadException("the connection was closed") : cause);
        }
    }

    private void forget() {
        awaiting = null;
        if (request != null) {
            request.release();
            request = null;
        }
    }

    private void drop() {
        var old = channel;
        channel = null;
        if (old != null && old.isOpen()) {
            old.config().setOption(ChannelOption.SO_LINGER, 0);
            old.close();
        }
    }

    private void lost(Channel which) {
        if (which != channel || awaiting == null || closed) {
            return;
        }
        if (answer.endsWithConnection()) {
            answered();
        } else if (reused && answer.nothing()) {
            reused = false;
            connect();
        } else {
            failed(null);
        }
    }

    /** Takes the channel's events. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (ctx.channel() == channel && message instanceof ByteBuf in && awaiting != null && answer.feed(in)) {
                    answered();
                }
            } catch (LoadException e) {
                failed(e);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            lost(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
