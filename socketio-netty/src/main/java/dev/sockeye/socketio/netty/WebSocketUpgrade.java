package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketListener;
import dev.sockeye.engineio.netty.WebSocketRole;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an HTTP connection into a WebSocket. It is brought to the event loop of its session first and answered there: what
 * the client sends once it has the answer then cannot be overtaken by what it sends elsewhere. Confined to the connection's
 * event loop.
 */
record WebSocketUpgrade(
        HttpConnection connection,
        RequestHead head,
        String key,
        Headers headers,
        WebSocketOptions options,
        Lane lane,
        FrameChannel.Listener listener)
        implements Step {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgrade.class);
    private static final int LOST = 1006;
    private static final int GOING_AWAY = 1001;

    /** Room for the first packet of a session. */
    private static final int FIRST_FRAME = 160;

    /** Tells a listener that its WebSocket will never open. */
    static void refused(Lane lane, FrameChannel.Listener listener) {
        lane.execute(() -> listener.onClose(LOST, new ClosedChannelException()));
    }

    /** Takes the connection, to answer 101 on the loop where it belongs. */
    @Override
    public @Nullable Step take() {
        var channel = connection.channel();
        if (!channel.isActive()) {
            refused(lane, listener);
            return null;
        }
        var host = connection.host();
        var extension = OpeningHandshake.extension(head, options.deflate());
        var accept = OpeningHandshake.accept(key);
        var more = OpeningHandshake.answer(head, headers, extension);
        var webSocket = new WebSocketHandler(
                WebSocketRole.SERVER, host.settings(options, extension.isPresent()), listener(lane, listener));
        connection.gone();
        // It keeps what was read already until it is opened, and tells the listener if that never happens.
        connection.front().leaveTo(webSocket);
        var opening = new Opening(channel, webSocket, accept, more, host);
        var target = lane instanceof EventLoopLane loopLane ? loopLane.loop() : channel.eventLoop();
        if (target == channel.eventLoop()) {
            return opening;
        }
        channel.config().setAutoRead(false);
        move(channel, target, webSocket, opening);
        return null;
    }

    private static WebSocketListener listener(Lane lane, FrameChannel.Listener listener) {
        return lane instanceof EventLoopLane loopLane
                ? new LoopFrameChannel(loopLane, listener)
                : new HoppingFrameChannel(lane, listener);
    }

    /** Brings a channel to another loop. What is in its outbound buffer does not move along, so that has to be out. */
    private static void move(Channel channel, EventLoop target, WebSocketHandler webSocket, Step then) {
        var first = channel.pipeline().firstContext();
        first.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(flushed -> channel.deregister()
                        .addListener(left -> target.register(channel).addListener(joined -> {
                            if (joined.isSuccess() && channel.isActive()) {
                                Step.run(then);
                            } else {
                                LOG.debug("A WebSocket was lost between two event loops", joined.cause());
                                webSocket.lost();
                                channel.close();
                            }
                        })));
    }

    /** Answers, and lets the session begin. Confined to the session's event loop. */
    private static final class Opening implements Step {
        private final Channel channel;
        private final WebSocketHandler webSocket;
        private final byte[] accept;
        private final Headers more;
        private final HostContext host;

        Opening(Channel channel, WebSocketHandler webSocket, byte[] accept, Headers more, HostContext host) {
            this.channel = channel;
            this.webSocket = webSocket;
            this.accept = accept;
            this.more = more;
            this.host = host;
        }

        @Override
        public @Nullable Step take() {
            var out = channel.alloc().directBuffer(ResponseHead.estimate(more) + FIRST_FRAME);
            ResponseHead.writeUpgrade(out, accept, more);
            // Before it opens: what came early may be so much already that the listener stops reading.
            channel.config().setAutoRead(true);
            webSocket.open(out);
            if (host.draining()) {
                // The host has said its goodbyes while this one was not open yet.
                webSocket.close(GOING_AWAY, "");
            }
            return null;
        }
    }
}
