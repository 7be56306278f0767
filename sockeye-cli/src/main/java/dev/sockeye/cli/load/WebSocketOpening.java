package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opens a WebSocket and, unless it carries on a session of polling, joins the namespace; then the client takes its place
 * in the pipeline. Confined to the event loop.
 */
final class WebSocketOpening extends ChannelInboundHandlerAdapter {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final Pattern PING_INTERVAL = Pattern.compile("\"pingInterval\":(\\d+)");

    private final Rig rig;
    private final String sid;
    private final Opened opened;
    private final StringBuilder head = new StringBuilder();
    private final FrameParser parser = new FrameParser();
    private boolean upgraded;
    private boolean over;
    private Duration pingInterval = Duration.ofSeconds(25);

    WebSocketOpening(Rig rig, String sid, Opened opened) {
        this.rig = rig;
        this.sid = sid;
        this.opened = opened;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var request = "GET " + rig.target().resource("websocket", sid) + " HTTP/1.1\r\nHost: "
                + rig.target().authority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        ctx.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ReferenceCountUtil.release(message);
            return;
        }
        try {
            while (!over && in.isReadable()) {
                if (!upgraded) {
                    head(ctx, in);
                } else if (parser.feed(in)) {
                    frame(ctx, parser.payload());
                }
            }
        } catch (LoadException e) {
            exceptionCaught(ctx, e);
        }
        if (ctx.isRemoved() && in.isReadable()) {
            // What came behind the answer is the client's.
            ctx.pipeline().fireChannelRead(in);
        } else {
            in.release();
        }
    }

    private void head(ChannelHandlerContext ctx, ByteBuf in) {
        head.append((char) (in.readByte() & 0xFF));
        var length = head.length();
        if (length > LONGEST_HEAD) {
            throw new LoadException("the server answers the WebSocket handshake without an end");
        }
        if (length < 4 || !head.substring(length - 4).equals("\r\n\r\n")) {
            return;
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new LoadException(
                    "the server answers the WebSocket handshake with: " + head.substring(0, head.indexOf("\r")));
        }
        upgraded = true;
        if (!sid.isEmpty()) {
            send(ctx, "2probe");
        }
    }

    private void frame(ChannelHandlerContext ctx, Payload payload) {
        if (parser.opcode() == FrameParser.CLOSE) {
            throw new LoadException("the server closes the WebSocket before the session is open");
        }
        var text = payload.shown();
        if (!sid.isEmpty()) {
            if (text.equals("3probe")) {
                send(ctx, "5");
                joined(ctx);
            }
        } else if (text.startsWith("0")) {
            pingInterval = pingInterval(payload);
            if (rig.target().eio() != 3) {
                send(ctx, "40");
            }
        } else if (text.startsWith("40")) {
            joined(ctx);
        } else if (text.startsWith("44")) {
            throw new LoadException("the server refuses the namespace: " + text);
        } else if (text.equals("2")) {
            send(ctx, "3");
        }
    }

    static Duration pingInterval(Payload open) {
        var found = PING_INTERVAL.matcher(new String(open.bytes(), StandardCharsets.UTF_8));
        return found.find() ? Duration.ofMillis(Long.parseLong(found.group(1))) : Duration.ofSeconds(25);
    }

    private void joined(ChannelHandlerContext ctx) {
        over = true;
        var client = new SocketClient(rig, ctx.channel());
        ctx.pipeline().replace(this, null, client.handler());
        rig.alive(client, pingInterval);
        opened.done(client, null);
    }

    private static void send(ChannelHandlerContext ctx, String text) {
        ctx.writeAndFlush(ClientFrames.text(text));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(new LoadException("the server closes the connection before the session is open"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause);
        ctx.close();
    }

    /** Tells that it failed, unless it is over. */
    void fail(@Nullable Throwable cause) {
        if (!over) {
            over = true;
            opened.done(null, cause == null ? new LoadException("not connected") : cause);
        }
    }
}
