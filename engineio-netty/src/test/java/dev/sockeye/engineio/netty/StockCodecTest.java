package dev.sockeye.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares both directions with Netty's own codec, which is somebody else's reading of the same standard. */
class StockCodecTest {
    private static final int MESSAGES = 300;

    @Test
    void readsWhatTheStockEncoderWrites() {
        for (var masked : new boolean[] {true, false}) {
            var random = new Random(1);
            var messages = messages(random);
            var wire = encoded(messages, masked, random);
            var listener = new RecordingListener();
            var role = masked ? WebSocketRole.SERVER : WebSocketRole.CLIENT;
            var webSocket = new WebSocketHandler(role, WebSocketSettings.of(1_000_000), listener);
            var channel = new EmbeddedChannel(webSocket);
            webSocket.open();

            while (wire.isReadable()) {
                channel.writeInbound(wire.readRetainedSlice(Math.min(wire.readableBytes(), 1 + random.nextInt(9000))));
            }
            wire.release();
            channel.finishAndReleaseAll();

            assertThat(listener.frames).isEqualTo(messages);
        }
    }

    @Test
    void writesWhatTheStockDecoderReads() {
        for (var role : WebSocketRole.values()) {
            var random = new Random(2);
            var messages = messages(random);
            var webSocket = new WebSocketHandler(role, WebSocketSettings.of(1_000_000), new RecordingListener());
            var ours = new EmbeddedChannel(webSocket);
            var config = WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(1_000_000)
                    .expectMaskedFrames(role == WebSocketRole.CLIENT)
                    .build();
            var theirs =
                    new EmbeddedChannel(new WebSocket13FrameDecoder(config), new WebSocketFrameAggregator(1_000_000));
            webSocket.open();

            for (var from = 0; from < MESSAGES; ) {
                var to = Math.min(MESSAGES, from + 1 + random.nextInt(20));
                webSocket.send(
                        messages.subList(from, to),
                        failure -> assertThat(failure).isNull());
                from = to;
            }
            for (ByteBuf piece = ours.readOutbound(); piece != null; piece = ours.readOutbound()) {
                theirs.writeInbound(piece);
            }
            var read = new ArrayList<Frame>();
            for (WebSocketFrame frame = theirs.readInbound(); frame != null; frame = theirs.readInbound()) {
                var content = new byte[frame.content().readableBytes()];
                frame.content().readBytes(content);
                read.add(
                        frame instanceof TextWebSocketFrame
                                ? Frame.text(Bytes.wrap(content), true)
                                : Frame.binary(Bytes.wrap(content), true));
                frame.release();
            }
            ours.finishAndReleaseAll();
            theirs.finishAndReleaseAll();

            assertThat(read).isEqualTo(messages);
        }
    }

    private static List<Frame> messages(Random random) {
        var messages = new ArrayList<Frame>();
        for (var i = 0; i < MESSAGES; i++) {
            var size = random.nextInt(10) == 0 ? random.nextInt(150_000) : random.nextInt(300);
            if (random.nextBoolean()) {
                var text = new StringBuilder();
                while (text.length() < size) {
                    text.append(random.nextInt(20) == 0 ? "ä€😀" : "ascii only here");
                }
                messages.add(Frame.text(text.toString()));
            } else {
                var bytes = new byte[size];
                random.nextBytes(bytes);
                messages.add(Frame.binary(Bytes.wrap(bytes), true));
            }
        }
        return messages;
    }

    private static ByteBuf encoded(List<Frame> messages, boolean masked, Random random) {
        var encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(masked));
        for (var message : messages) {
            var bytes = message.payload().toByteArray();
            var cut = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 1);
            var first = Unpooled.copiedBuffer(bytes, 0, cut);
            var last = cut == bytes.length;
            encoder.writeOutbound(
                    message.binary()
                            ? new BinaryWebSocketFrame(last, 0, first)
                            : new TextWebSocketFrame(last, 0, first));
            if (!last) {
                encoder.writeOutbound(
                        new ContinuationWebSocketFrame(true, 0, Unpooled.copiedBuffer(bytes, cut, bytes.length - cut)));
            }
        }
        var wire = Unpooled.buffer();
        for (ByteBuf piece = encoder.readOutbound(); piece != null; piece = encoder.readOutbound()) {
            wire.writeBytes(piece);
            piece.release();
        }
        encoder.finishAndReleaseAll();
        return wire;
    }
}
