package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketListener;
import dev.sockeye.engineio.netty.WebSocketRole;
import dev.sockeye.engineio.netty.WebSocketSettings;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns an HTTP connection into a WebSocket, and brings it to the event loop of its session before a byte is read. */
final class WebSocketUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgrade.class);
    private static final int LOST = 1006;

    private WebSocketUpgrade() {}

    /** Tells a listener that its WebSocket will never open. */
    static void refused(Lane lane, FrameChannel.Listener listener) {
        lane.execute(() -> listener.onClose(LOST, new ClosedChannelException()));
    }

    /** Answers 101 and goes on from there. On the connection's event loop. */
    static void begin(
            HttpConnection connection,
            RequestHead head,
            Headers headers,
            WebSocketOptions options,
            Lane lane,
            FrameChannel.Listener listener) {
        var channel = connection.channel();
        if (!channel.isActive()) {
            refused(lane, listener);
            return;
        }
        var extension = OpeningHandshake.extension(head, options.deflate());
        var answer = OpeningHandshake.answer(head, headers, extension);
        var webSocket = new WebSocketHandler(
                WebSocketRole.SERVER,
                settings(connection.host().limits(), options, extension.isPresent()),
                listener(lane, listener));
        connection.gone();
        channel.config().setAutoRead(false);
        var write = connection.front().write(101, answer, Bytes.EMPTY);
        connection.front().leaveTo(webSocket);
        var target = lane instanceof EventLoopLane loopLane ? loopLane.loop() : channel.eventLoop();
        if (target == channel.eventLoop()) {
            open(channel, webSocket);
        } else {
            // What is left in the outbound buffer does not move along, so it has to be out first.
            write.addListener(written -> move(channel, target, webSocket));
        }
    }

    private static WebSocketListener listener(Lane lane, FrameChannel.Listener listener) {
        return lane instanceof EventLoopLane loopLane
                ? new LoopFrameChannel(loopLane, listener)
                : new HoppingFrameChannel(lane, listener);
    }

    private static WebSocketSettings settings(HostLimits limits, WebSocketOptions options, boolean deflate) {
        return new WebSocketSettings(
                options.maxMessage(),
                limits.fragments(),
                deflate,
                options.deflateThreshold(),
                limits.closing(),
                limits.write());
    }

    private static void open(Channel channel, WebSocketHandler webSocket) {
        webSocket.open();
        channel.config().setAutoRead(true);
    }

    private static void move(Channel channel, EventLoop target, WebSocketHandler webSocket) {
        channel.deregister()
                .addListener(left -> target.register(channel).addListener(joined -> {
                    if (joined.isSuccess() && channel.isActive()) {
                        open(channel, webSocket);
                    } else {
                        LOG.debug("A WebSocket was lost between two event loops", joined.cause());
                        webSocket.lost();
                        channel.close();
                    }
                }));
    }
}
