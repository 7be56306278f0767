package dev.sockeye.engineio.client;

import dev.sockeye.engineio.netty.DeflateExtension;
import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketRole;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the opening handshake (RFC 6455, section 4.1), and then leaves the pipeline to the WebSocket. Confined to the event
 * loop.
 */
final class WebSocketOpening extends ChannelInboundHandlerAdapter {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LONGEST_HEAD = 65_536;

    private final WebSocketTransport transport;
    private final EngineClientOptions options;
    private final String key;

    private @Nullable HttpResponse refusal;
    private final StringBuilder reason = new StringBuilder();
    private boolean opened;
    private boolean done;

    private WebSocketOpening(WebSocketTransport transport, EngineClientOptions options) {
        this.transport = transport;
        this.options = options;
        var nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        this.key = Base64.getEncoder().encodeToString(nonce);
    }

    /** Asks for a WebSocket on a fresh connection. */
    static void begin(
            Channel channel, FullHttpRequest request, EngineClientOptions options, WebSocketTransport transport) {
        var opening = new WebSocketOpening(transport, options);
        opening.ask(request);
        channel.pipeline().addLast(new HttpClientCodec(8_192, LONGEST_HEAD, 8_192), opening);
        channel.writeAndFlush(request);
    }

    private void ask(FullHttpRequest request) {
        var headers = request.headers();
        headers.set(HttpHeaderNames.UPGRADE, "websocket");
        headers.set(HttpHeaderNames.CONNECTION, "Upgrade");
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key);
        if (!options.protocols().isEmpty()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(",", options.protocols()));
        }
        if (options.perMessageDeflate().isPresent()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, DeflateExtension.offer());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (opened && message instanceof ByteBuf bytes) {
            first(ctx, bytes);
            return;
        }
        if (done || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
            return;
        }
        try {
            read(ctx, part);
        } catch (IOException | RuntimeException e) {
            fail(ctx, e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (refusal != null) {
            refused(ctx, refusal);
        } else if (!opened) {
            fail(ctx, new IOException("connection closed by the server"));
        } else if (!reason.isEmpty()) {
            transport.refused(Failures.late(WebSocketTransport.ERROR, Transport.WEBSOCKET, reason.toString()));
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (opened) {
            ctx.fireExceptionCaught(cause);
        } else {
            fail(ctx, cause);
        }
    }

    /**
     * Looks at the first bytes behind the handshake. Official servers open a WebSocket of a revision that they do not serve,
     * and then write into it why, as an answer of HTTP. No frame begins with its first letter.
     */
    private void first(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (reason.isEmpty() && (!bytes.isReadable() || bytes.getByte(bytes.readerIndex()) != 'H')) {
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(bytes);
            return;
        }
        if (reason.length() < Failures.LONGEST_BODY) {
            reason.append(bytes.toString(StandardCharsets.ISO_8859_1));
        }
        bytes.release();
        ctx.close();
    }

    private void read(ChannelHandlerContext ctx, HttpObject part) throws IOException {
        if (part.decoderResult().isFailure()) {
            throw new IOException("the answer is not HTTP", part.decoderResult().cause());
        }
        if (part instanceof HttpResponse response) {
            if (response.status().code() == 101) {
                open(ctx, response);
            } else if (response.status().code() >= 200) {
                refusal = response;
            }
        }
        var answer = refusal;
        if (!done && answer != null && part instanceof HttpContent content) {
            reason.append(content.content().toString(StandardCharsets.UTF_8));
            if (part instanceof LastHttpContent || reason.length() >= Failures.LONGEST_BODY) {
                refused(ctx, answer);
            }
        }
    }

    private void open(ChannelHandlerContext ctx, HttpResponse response) throws IOException {
        var deflate = agreed(response);
        done = true;
        opened = true;
        transport.answered(response.headers());
        var pipeline = ctx.pipeline();
        var webSocket = new WebSocketHandler(WebSocketRole.CLIENT, options.webSocket(deflate), transport);
        pipeline.addLast(webSocket);
        // It hands on what came behind the answer, which the WebSocket keeps until it is open.
        pipeline.remove(HttpClientCodec.class);
        webSocket.open();
    }

    /** Returns whether messages may be compressed. */
    private boolean agreed(HttpResponse response) throws IOException {
        var headers = response.headers();
        check(headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true), "Upgrade");
        check(headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true), "Connection");
        var accepted = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT);
        check(accepted.size() == 1 && accepted.get(0).strip().equals(accept(key)), "Sec-WebSocket-Accept");
        var protocol = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        check(
                protocol.isEmpty()
                        || (protocol.size() == 1
                                && options.protocols().contains(protocol.get(0).strip())),
                "Sec-WebSocket-Protocol");
        var extensions = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (extensions.isEmpty()) {
            return false;
        }
        check(options.perMessageDeflate().isPresent() && compression(extensions), "Sec-WebSocket-Extensions");
        return true;
    }

    /** Tells whether the extension is the one that was offered; the smaller window that a server may ask for was not. */
    private static boolean compression(List<String> extensions) {
        return extensions.size() == 1
                && DeflateExtension.agreed(extensions.get(0))
                && !extensions.get(0).contains("client_max_window_bits");
    }

    private static void check(boolean holds, String header) throws IOException {
        if (!holds) {
            throw new IOException("the server's " + header + " does not answer what was asked");
        }
    }

    private void refused(ChannelHandlerContext ctx, HttpResponse answer) {
        if (!done) {
            done = true;
            ctx.close();
            transport.answered(answer.headers());
            transport.refused(Failures.refused(
                    WebSocketTransport.ERROR,
                    Transport.WEBSOCKET,
                    answer.status().code(),
                    answer.headers().get(HttpHeaderNames.LOCATION),
                    reason.toString()));
        }
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (!done) {
            done = true;
            ctx.close();
            transport.refused(Failures.of(WebSocketTransport.ERROR, Transport.WEBSOCKET, cause));
        }
    }

    private static String accept(String key) {
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
