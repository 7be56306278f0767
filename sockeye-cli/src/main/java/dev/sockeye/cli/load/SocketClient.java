package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Is a session over a WebSocket. Confined to the event loop. */
final class SocketClient extends Client {
    private final Rig rig;
    private final Channel channel;

    // For what is sent.
    private @Nullable RequestStream requests;
    private int next;

    // For what comes: the place in the circle of answers, and the frame that is not as expected there.
    private int place;
    private @Nullable FrameParser parser;

    private boolean leaving;

    SocketClient(Rig rig, Channel channel) {
        this.rig = rig;
        this.channel = channel;
    }

    /** Returns what is to stand in the pipeline. */
    ChannelInboundHandlerAdapter handler() {
        return new Handler();
    }

    @Override
    void use(RequestStream stream) {
        requests = stream;
        next = 0;
    }

    @Override
    void send(int count) {
        var stream = requests;
        if (stream == null) {
            throw new IllegalStateException("nothing to send");
        }
        for (var left = count; left > 0; ) {
            var part = Math.min(left, stream.most());
            channel.write(stream.slice(next, part), channel.voidPromise());
            next = (next + part) % stream.messages();
            left -= part;
        }
    }

    @Override
    void flush() {
        channel.flush();
    }

    @Override
    void sendRaw(String packet) {
        channel.writeAndFlush(ClientFrames.text(packet), channel.voidPromise());
    }

    @Override
    void reading(boolean on) {
        channel.config().setAutoRead(on);
    }

    @Override
    void ping() {
        channel.writeAndFlush(rig.ping(), channel.voidPromise());
    }

    /** Returns how many bytes from the server the kernel holds; empty where it does not tell. */
    OptionalLong inKernel(KernelQueues queues) {
        return channel.localAddress() instanceof InetSocketAddress here
                        && channel.remoteAddress() instanceof InetSocketAddress there
                ? queues.underWay(there, here)
                : OptionalLong.empty();
    }

    @Override
    void leave() {
        leaving = true;
        rig.dead(this);
        if (channel.isActive()) {
            channel.writeAndFlush(ClientFrames.close(), channel.voidPromise());
        }
    }

    @Override
    void cut() {
        leaving = true;
        rig.dead(this);
        if (channel.isOpen()) {
            // A reset leaves no port behind that waits for a minute.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    @Override
    boolean gone() {
        return !channel.isOpen();
    }

    private int read(ByteBuf in) {
        var answered = 0;
        while (in.isReadable()) {
            var replies = rig.replies();
            if (parser == null && replies != null) {
                var taken = replies.match(in, place);
                var length = replies.messageLength();
                answered += (place % length + taken) / length;
                place = (place + taken) % replies.length();
            }
            if (in.isReadable()) {
                answered += unusual(in, replies);
            }
        }
        return answered;
    }

    /** Reads a frame that is not as expected, its beginning included. */
    private int unusual(ByteBuf in, @Nullable ReplyStream replies) {
        var frame = parser;
        if (frame == null) {
            frame = new FrameParser();
            parser = frame;
            if (replies != null) {
                var start = replies.frameStart(place);
                frame.feed(replies.between(start, place));
                place = start;
            }
        }
        if (!frame.feed(in)) {
            return 0;
        }
        parser = null;
        if (!frame.last() || frame.opcode() == FrameParser.CONTINUATION) {
            throw new LoadException("the server sends messages in fragments, which the generator does not read");
        }
        switch (frame.opcode()) {
            case FrameParser.CLOSE -> cut(!leaving);
            case FrameParser.PING -> channel.writeAndFlush(ClientFrames.pong(frame.payload()), channel.voidPromise());
            default -> {
                return message(frame.payload(), replies);
            }
        }
        return 0;
    }

    private int message(Payload message, @Nullable ReplyStream replies) {
        if (message.text() && message.bytes().length == 1) {
            if (message.bytes()[0] == '2') {
                channel.writeAndFlush(rig.pong(), channel.voidPromise());
            }
            return 0;
        }
        if (replies != null && replies.expected(place).same(message)) {
            var before = place;
            place = replies.nextFrame(place);
            return before / replies.messageLength() == place / replies.messageLength() && place > before ? 0 : 1;
        }
        if (replies != null && replies.answers(message)) {
            rig.meter()
                    .wrong("came: " + message.shown() + "; expected: "
                            + replies.expected(place).shown());
            place = (place / replies.messageLength() + 1) * replies.messageLength() % replies.length();
            return 1;
        }
        if (!rig.traffic().other(this, message)) {
            rig.meter().other();
        }
        return 0;
    }

    private void cut(boolean tell) {
        cut();
        if (tell && !rig.traffic().closed(this)) {
            rig.meter().closed();
        }
    }

    /** Takes the channel's events. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            try {
                if (message instanceof ByteBuf bytes) {
                    var answered = read(bytes);
                    if (answered > 0) {
                        rig.traffic().replies(SocketClient.this, answered);
                    }
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            rig.traffic().readComplete(SocketClient.this);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (!leaving) {
                cut(true);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof LoadException) {
                rig.meter().wrong(String.valueOf(cause.getMessage()));
            }
            cut(!leaving);
        }
    }
}
