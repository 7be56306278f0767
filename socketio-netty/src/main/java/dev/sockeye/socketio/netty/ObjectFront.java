package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests that match out of somebody else's pipeline, behind its HTTP codec, and lets the others pass. What
 * comes behind a request waits until that has its answer. Confined to the event loop.
 */
final class ObjectFront extends ChannelInboundHandlerAdapter implements HttpFront {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectFront.class);

    /** How many decoded objects are held before reading stops. */
    private static final int HELD = 64;

    private enum Mode {
        HEAD,
        BODY,
        HOLD,
        /** The current request is another handler's. */
        PASS,
        DISCARD,
        LEFT
    }

    private final HostContext host;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(4);
    private @Nullable ChannelHandlerContext context;
    private @Nullable HttpConnection connection;
    private @Nullable HttpRequest current;
    private Mode mode = Mode.HEAD;
    private boolean taking;
    private boolean paused;

    ObjectFront(HostContext host) {
        this.host = host;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        var secure = ctx.pipeline().get(SslHandler.class) != null;
        connection = new HttpConnection(ctx.channel(), this, host, secure);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        take();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !connection().idle()) {
            connection().inputEnded();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection().closed();
        drop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        drop();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (connection().idle()) {
            ctx.fireExceptionCaught(cause);
        } else {
            ctx.channel().close();
        }
    }

    @Override
    public RequestHead headSoFar() {
        var request = current;
        if (request == null) {
            return RequestHead.partOf("", "", Headers.empty());
        }
        var headers = Headers.builder();
        for (var entry : request.headers()) {
            try {
                headers.add(entry.getKey(), entry.getValue());
            } catch (IllegalArgumentException e) {
                // It may be the very reason for which this head is none.
                LOG.trace("A header has a character out of place");
            }
        }
        return RequestHead.partOf(request.method().name(), request.uri(), headers.build());
    }

    @Override
    public void wantBody() {
        mode = Mode.BODY;
        take();
    }

    @Override
    public void nextRequest() {
        mode = Mode.HEAD;
        take();
    }

    @Override
    public void discardInput() {
        if (mode != Mode.LEFT) {
            mode = Mode.DISCARD;
        }
    }

    @Override
    public void writeContinue() {
        context()
                .writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    @Override
    public ChannelFuture write(int status, Headers headers, int length, Bytes body) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(body.array(), body.offset(), body.length()));
        headers.forEach(response.headers()::add);
        if (length >= 0) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        }
        return context().writeAndFlush(response);
    }

    @Override
    public void leaveTo(WebSocketHandler webSocket) {
        mode = Mode.LEFT;
        var pipeline = context().pipeline();
        var codec = "";
        var superfluous = new ArrayList<ChannelHandler>();
        for (var entry : pipeline) {
            var handler = entry.getValue();
            if (codec.isEmpty()
                    && (handler instanceof HttpServerCodec
                            || handler instanceof HttpRequestDecoder
                            || handler instanceof HttpResponseEncoder)) {
                codec = entry.getKey();
            }
            if (!codec.isEmpty()) {
                superfluous.add(handler);
            }
        }
        // Next to the codec, which hands over what it has read but not decoded when it goes.
        if (codec.isEmpty()) {
            pipeline.addLast(webSocket);
            pipeline.remove(this);
        } else {
            pipeline.addAfter(codec, null, webSocket);
            for (var i = superfluous.size() - 1; i >= 0; i--) {
                pipeline.remove(superfluous.get(i));
            }
        }
    }

    private HttpConnection connection() {
        if (connection == null) {
            throw new IllegalStateException("not in a pipeline (expected: after handlerAdded)");
        }
        return connection;
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline (expected: after handlerAdded)");
        }
        return context;
    }

    private void take() {
        if (taking) {
            return;
        }
        taking = true;
        try {
            while (!waiting.isEmpty() && mode != Mode.HOLD) {
                step(waiting.remove());
            }
        } catch (BadRequestException e) {
            discardInput();
            connection().bad(e.status());
        } finally {
            taking = false;
        }
        var full = waiting.size() > HELD;
        if (full != paused) {
            paused = full;
            context().channel().config().setAutoRead(!full);
        }
    }

    private void step(Object message) {
        if (mode == Mode.HEAD && message instanceof HttpRequest request) {
            if (host.matches(request.uri())) {
                head(request);
                return;
            }
            mode = Mode.PASS;
            watchUpgrade(request);
        }
        if (mode == Mode.PASS || !(message instanceof HttpObject)) {
            if (message instanceof LastHttpContent) {
                mode = Mode.HEAD;
            }
            context().fireChannelRead(message);
            return;
        }
        try {
            if (mode == Mode.BODY && message instanceof HttpContent content) {
                content(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void watchUpgrade(HttpRequest request) {
        if (!request.headers().contains(HttpHeaderNames.UPGRADE)
                || !request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return;
        }
        var patience = host.unclaimedUpgradeTimeout();
        var pipeline = context().pipeline();
        if (patience.isPresent() && pipeline.get(UnclaimedUpgrade.class) == null) {
            pipeline.addAfter(context().name(), null, new UnclaimedUpgrade(patience.get()));
        }
    }

    private void head(HttpRequest request) {
        mode = Mode.HOLD;
        current = request;
        if (request instanceof FullHttpRequest full) {
            waiting.addFirst(new DefaultLastHttpContent(full.content()));
        }
        check(request);
        var headers = Headers.builder();
        try {
            for (var entry : request.headers()) {
                headers.add(entry.getKey(), entry.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "a header has a character out of place");
        }
        connection()
                .head(RequestHead.of(
                        request.method().name(),
                        request.uri(),
                        request.protocolVersion().text(),
                        headers.build()));
        current = null;
    }

    private void content(HttpContent content) {
        check(content);
        if (content.content().isReadable()) {
            connection().bodyPart(content.content());
        }
        if (content instanceof LastHttpContent && mode == Mode.BODY) {
            mode = Mode.HOLD;
            connection().bodyEnd();
        }
    }

    /** Looks at what the decoder made of a message: it delivers broken ones like any other. */
    private static void check(HttpObject object) {
        var result = object.decoderResult();
        if (!result.isFailure()) {
            return;
        }
        var cause = result.cause();
        var status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        throw new BadRequestException(status, "the codec could not decode a message");
    }

    private void drop() {
        while (!waiting.isEmpty()) {
            ReferenceCountUtil.release(waiting.remove());
        }
    }
}
