package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks HTTP/1.1 on a connection of our own. What comes behind a request waits, unparsed, until that has its answer.
 * Confined to the event loop.
 */
final class ByteFront extends ChannelInboundHandlerAdapter implements HttpFront {
    private static final Logger LOG = LoggerFactory.getLogger(ByteFront.class);

    /** How much of what may not be parsed yet is held before reading stops. */
    private static final int HELD = 64 * 1024;

    private static final Bytes CONTINUE = Bytes.utf8("HTTP/1.1 100 Continue\r\n\r\n");

    private enum Mode {
        HEAD,
        BODY,
        /** The current request, or the rest of it, is to be answered first. */
        HOLD,
        DISCARD,
        LEFT
    }

    private final HostContext host;
    private final boolean secure;
    private final HeadParser parser;
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpConnection connection;

    private Mode mode = Mode.HEAD;
    private @Nullable ByteBuf held;
    private boolean parsing;

    // For the request.
    private @Nullable ChunkParser chunks;
    private long remaining;

    ByteFront(HostContext host, boolean secure) {
        this.host = host;
        this.secure = secure;
        this.parser = new HeadParser(host.limits());
    }

    HttpConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("not in a pipeline (expected: after handlerAdded)");
        }
        return connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        connection = new HttpConnection(ctx.channel(), this, host, secure);
        if (ctx.channel().isActive()) {
            connection.opened();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connection().opened();
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (mode == Mode.DISCARD || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        held = held == null ? bytes : joined(ctx, held, bytes);
        parse();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
            connection().inputEnded();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        drop();
        connection().closed();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (LOG.isDebugEnabled()) {
            LOG.debug("Connection of {} failed: {}", ctx.channel().remoteAddress(), cause.toString());
        }
        ctx.channel().close();
    }

    @Override
    public RequestHead headSoFar() {
        return parser.soFar();
    }

    @Override
    public void wantBody() {
        mode = Mode.BODY;
        parse();
    }

    @Override
    public void nextRequest() {
        mode = Mode.HEAD;
        chunks = null;
        connection().waitForRequest();
        parse();
    }

    @Override
    public void discardInput() {
        if (mode != Mode.LEFT) {
            mode = Mode.DISCARD;
        }
    }

    @Override
    public void writeContinue() {
        context().writeAndFlush(Unpooled.wrappedBuffer(CONTINUE.array()));
    }

    @Override
    public ChannelFuture write(int status, Headers headers, int length, Bytes body) {
        var ctx = context();
        var out = ctx.alloc().directBuffer(ResponseHead.estimate(headers) + body.length());
        ResponseHead.write(out, status, headers, length);
        out.writeBytes(body.array(), body.offset(), body.length());
        return ctx.writeAndFlush(out);
    }

    @Override
    public void leaveTo(WebSocketHandler webSocket) {
        mode = Mode.LEFT;
        var rest = held;
        held = null;
        var ctx = context();
        ctx.pipeline().addAfter(ctx.name(), null, webSocket);
        if (rest != null && rest.isReadable()) {
            ctx.fireChannelRead(rest);
        } else if (rest != null) {
            rest.release();
        }
        ctx.pipeline().remove(this);
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline (expected: after handlerAdded)");
        }
        return context;
    }

    private void parse() {
        if (parsing) {
            return;
        }
        parsing = true;
        try {
            while (held != null && held.isReadable() && step(held)) {
                // Each step hands something over, which decides about the next one.
            }
        } catch (BadRequestException e) {
            discardInput();
            connection().bad(e.status());
        } catch (Throwable e) {
            // Whatever it is, it ends with this connection: the loop serves others.
            LOG.debug("Reading a request failed", e);
            discardInput();
            connection().abort();
        } finally {
            parsing = false;
        }
        if (mode == Mode.DISCARD || (held != null && !held.isReadable())) {
            drop();
        }
        var full = mode == Mode.HOLD && held != null && held.readableBytes() > HELD;
        if (mode != Mode.LEFT && context().channel().config().isAutoRead() == full) {
            context().channel().config().setAutoRead(!full);
        }
    }

    private boolean step(ByteBuf in) {
        switch (mode) {
            case HEAD -> {
                connection().headBegins();
                if (!parser.parse(in)) {
                    return false;
                }
                head(parser.take());
            }
            case BODY -> {
                if (chunks == null) {
                    fixed(in);
                } else {
                    chunked(in, chunks);
                }
            }
            case HOLD, DISCARD, LEFT -> {
                return false;
            }
        }
        return true;
    }

    private void head(RequestHead head) {
        mode = Mode.HOLD;
        remaining = head.bodyLength();
        chunks = remaining == RequestHead.CHUNKED ? new ChunkParser(host.limits()) : null;
        connection().head(head);
    }

    private void fixed(ByteBuf in) {
        var part = (int) Math.min(remaining, in.readableBytes());
        remaining -= part;
        connection().bodyPart(in.readSlice(part));
        if (remaining == 0 && mode == Mode.BODY) {
            mode = Mode.HOLD;
            connection().bodyEnd();
        }
    }

    private void chunked(ByteBuf in, ChunkParser parts) {
        var data = parts.parse(in);
        if (data > 0) {
            connection().bodyPart(in.readSlice(data));
        } else if (parts.ended()) {
            mode = Mode.HOLD;
            connection().bodyEnd();
        }
    }

    private void drop() {
        if (held != null && !parsing) {
            held.release();
            held = null;
        }
    }

    /** Appends, giving up the second buffer; the bytes already read are not carried along. */
    private static ByteBuf joined(ChannelHandlerContext ctx, ByteBuf first, ByteBuf second) {
        try {
            if (first.maxFastWritableBytes() >= second.readableBytes() && first.refCnt() == 1 && !first.isReadOnly()) {
                return first.writeBytes(second);
            }
            var both = ctx.alloc().buffer(first.readableBytes() + second.readableBytes());
            both.writeBytes(first).writeBytes(second);
            first.release();
            return both;
        } finally {
            second.release();
        }
    }
}
