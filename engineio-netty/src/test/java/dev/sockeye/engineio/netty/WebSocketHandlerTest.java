package dev.sockeye.engineio.netty;

import static dev.sockeye.engineio.netty.Wire.frame;
import static dev.sockeye.engineio.netty.Wire.hex;
import static dev.sockeye.engineio.netty.Wire.join;
import static dev.sockeye.engineio.netty.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketHandlerTest {
    private final RecordingListener listener = new RecordingListener();
    private final WebSocketHandler webSocket =
            new WebSocketHandler(WebSocketRole.SERVER, WebSocketSettings.of(100_000), listener);
    private final EmbeddedChannel channel = new EmbeddedChannel(webSocket);
    private final List<@Nullable Throwable> outcomes = new ArrayList<>();

    @AfterEach
    void releaseEverything() {
        channel.finishAndReleaseAll();
    }

    @Test
    void writesABatchAtOnce() {
        webSocket.open();
        webSocket.send(List.of(Frame.text("a"), Frame.binary(Bytes.wrap(hex("0102")), true)), outcomes::add);

        ByteBuf written = channel.readOutbound();
        assertThat(ByteBufUtil.hexDump(written)).isEqualTo("810161" + "82020102");
        written.release();
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(outcomes).hasSize(1).containsOnlyNulls();
    }

    @Test
    void sendsTheAnswerWithTheFirstFrames() {
        listener.whenOpen = it -> it.send(List.of(Frame.text("a")), outcomes::add);

        webSocket.open(Unpooled.copiedBuffer("answer", StandardCharsets.US_ASCII));

        ByteBuf written = channel.readOutbound();
        assertThat(ByteBufUtil.getBytes(written)).isEqualTo(join(utf8("answer"), hex("810161")));
        assertThat(written.release()).isTrue();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void releasesAnAnswerThatTakesNoFrameOnce() {
        var answer = Unpooled.buffer(4, 8).writeInt(1);
        listener.whenOpen = it -> it.send(List.of(Frame.text("longer than the rest")), outcomes::add);

        webSocket.open(answer);

        assertThat(answer.refCnt()).isZero();
        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(outcomes).singleElement().isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(listener.events).containsExactly("open", "close 1006");
    }

    @Test
    void keepsNoAnswerOfAListenerThatFails() {
        var answer = Unpooled.buffer(4).writeInt(1);
        listener.whenOpen = it -> {
            throw new AssertionError("thrown by a listener");
        };

        assertThatThrownBy(() -> webSocket.open(answer)).isInstanceOf(AssertionError.class);

        assertThat(channel.<ByteBuf>readOutbound()).isSameAs(answer);
        assertThat(answer.release()).isTrue();
    }

    @Test
    void writesLargeFramesInPieces() {
        webSocket.open();
        var payload = "x".repeat(700_000);
        webSocket.send(List.of(Frame.text(payload), Frame.text("end")), outcomes::add);

        var pieces = 0;
        var all = new ByteArrayOutputStream();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            // Larger ones only for a peer that has taken one at once.
            assertThat(piece.readableBytes()).isLessThan(pieces == 0 ? 70_000 : 200_000);
            pieces++;
            all.writeBytes(ByteBufUtil.getBytes(piece));
            piece.release();
        }
        assertThat(pieces).isGreaterThan(3);
        assertThat(all.toByteArray())
                .isEqualTo(join(hex("817f 00000000000aae60"), utf8(payload), hex("8103"), utf8("end")));
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void handsOverWhatCameTogetherAndThenSaysSo() {
        webSocket.open();
        receive(frame(0x81, "a"), frame(0x82, "b"));

        assertThat(listener.frames).containsExactly(Frame.text("a"), Frame.binary(Bytes.utf8("b"), true));
        assertThat(listener.events).containsExactly("open", "read 2");
    }

    @Test
    void keepsWhatComesBeforeItIsOpen() {
        receive(frame(0x81, "a"));
        receive(frame(0x81, "b"));
        assertThat(listener.frames).isEmpty();

        webSocket.open();

        assertThat(listener.frames).hasSize(2);
        assertThat(listener.events).startsWith("open");
    }

    @Test
    void answersPingsWithTheirPayload() {
        webSocket.open();
        receive(frame(0x89, "one"), frame(0x01, "a"), frame(0x89, "two"), frame(0x80, "b"));

        assertThat(sent()).isEqualTo(join(hex("8a03"), utf8("one"), hex("8a03"), utf8("two")));
    }

    @Test
    void answersACloseAndHearsNothingMore() {
        webSocket.open();
        receive(frame(0x88, hex("0bb8")), frame(0x81, "late"));

        assertThat(sent()).isEqualTo(hex("88020bb8"));
        assertThat(listener.frames).isEmpty();
        assertThat(listener.events).containsExactly("open", "close 3000");
    }

    @Test
    void answersACloseWithoutCodeInKind() {
        webSocket.open();
        receive(frame(0x88, ""));

        assertThat(sent()).isEqualTo(hex("8800"));
        assertThat(listener.events).containsExactly("open", "close 1005");
    }

    @Test
    void failsWithTheCodeOfTheRule() {
        webSocket.open();
        receive(frame(0x83, "a"));

        assertThat(sent()).isEqualTo(hex("880203ea"));
        assertThat(listener.events).containsExactly("open", "close 1002");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesWhenThePeerDoesNotAnswerInTime() {
        webSocket.open();
        webSocket.close(1001, "bye");
        receive(frame(0x81, "ignored"));
        assertThat(sent()).isEqualTo(join(hex("880503e9"), utf8("bye")));
        assertThat(channel.isOpen()).isTrue();

        channel.advanceTimeBy(6, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(listener.frames).isEmpty();
        assertThat(listener.events).containsExactly("open", "close 1001");
    }

    @Test
    void endsWhenThePeerAnswersTheClose() {
        webSocket.open();
        webSocket.close(1000, "");
        receive(frame(0x88, hex("03e8")));

        assertThat(sent()).isEqualTo(hex("880203e8"));
        assertThat(listener.events).containsExactly("open", "close 1000");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void tellsOfALostConnectionOnce() {
        webSocket.open();
        channel.close();
        webSocket.send(List.of(Frame.text("a")), outcomes::add);
        webSocket.close(1000, "");

        assertThat(listener.events).containsExactly("open", "close 1006");
        assertThat(outcomes).hasSize(1).doesNotContainNull();
    }

    @Test
    void closesWith1011WhenItsListenerFails() {
        listener.failure = new IllegalStateException("on purpose");
        webSocket.open();
        receive(frame(0x81, "a"), frame(0x81, "b"));

        assertThat(sent()).isEqualTo(hex("880203f3"));
        assertThat(listener.frames).hasSize(1);
        assertThat(listener.events).containsExactly("open", "close 1011");
    }

    @Test
    void takesOneBatchAtATime() {
        webSocket.open();
        var nested = new ArrayList<@Nullable Throwable>();
        webSocket.send(List.of(Frame.text("a")), outcome -> webSocket.send(List.of(Frame.text("b")), nested::add));

        assertThat(sent()).isEqualTo(hex("810161 810162"));
        assertThat(nested).hasSize(1).containsOnlyNulls();
        var slow = new FrameWriter(WebSocketRole.SERVER, WebSocketSettings.of(1));
        slow.batch(List.of(Frame.text("a")));
        assertThat(slow.batchWritten()).isFalse();
        assertThatThrownBy(() -> WebSocketSettings.of(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheNewestPongsWhenTheyCannotBeWritten() {
        var writer = new FrameWriter(WebSocketRole.SERVER, WebSocketSettings.of(1));
        for (var i = 0; i < 100; i++) {
            writer.pong(new byte[] {(byte) i});
        }
        var out = Unpooled.buffer();
        writer.fill(out, 100_000);

        assertThat(out.readableBytes()).isEqualTo(3 * FrameWriter.MAX_PONGS);
        assertThat(out.getByte(2)).isEqualTo((byte) 36);
        assertThat(out.getByte(out.writerIndex() - 1)).isEqualTo((byte) 99);
    }

    @Test
    void putsControlFramesBetweenFramesOnly() {
        var writer = new FrameWriter(WebSocketRole.SERVER, WebSocketSettings.of(1));
        writer.batch(List.of(Frame.text("abcdef"), Frame.text("g")));
        var out = Unpooled.buffer();
        writer.fill(out, 4);
        writer.pong(utf8("p"));
        writer.close(1000, "");
        writer.fill(out, 1000);
        writer.pong(utf8("q"));
        writer.fill(out, 1000);

        assertThat(ByteBufUtil.getBytes(out))
                .isEqualTo(join(hex("8106"), utf8("abcdef"), hex("8a01 70"), hex("8101 67"), hex("8802 03e8")));
    }

    @Test
    void cutsALongReasonBetweenCharacters() {
        var writer = new FrameWriter(WebSocketRole.SERVER, WebSocketSettings.of(1));
        writer.close(1000, "€".repeat(50));
        var out = Unpooled.buffer();
        writer.fill(out, 1000);

        assertThat(out.getByte(1)).isEqualTo((byte) (2 + 123));
        assertThat(Wire.read(WebSocketRole.CLIENT, WebSocketSettings.of(1), ByteBufUtil.getBytes(out)))
                .containsExactly("close 1000 " + "€".repeat(41));
    }

    private void receive(byte[]... frames) {
        channel.writeInbound(Unpooled.wrappedBuffer(join(frames)));
    }

    private byte[] sent() {
        var all = new ByteArrayOutputStream();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            all.writeBytes(ByteBufUtil.getBytes(piece));
            piece.release();
        }
        return all.toByteArray();
    }
}
