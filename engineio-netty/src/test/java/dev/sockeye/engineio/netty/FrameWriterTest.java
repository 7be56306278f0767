package dev.sockeye.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private final ByteBuf out = Unpooled.buffer();

    @Test
    void tellsHowMuchPayloadWaits() {
        var writer = writer(false);
        writer.batch(List.of(frame(10), frame(1000), frame(30)));
        assertThat(writer.unwritten()).isEqualTo(1040);

        writer.fill(out, 12);
        assertThat(writer.unwritten()).isEqualTo(1030);
        writer.fill(out, 112);
        // Four of them are the head.
        assertThat(out.writerIndex()).isEqualTo(112);
        assertThat(writer.unwritten()).isEqualTo(1040 - (112 - 2 - 4));
        writer.fill(out, 10_000);

        assertThat(writer.unwritten()).isZero();
        assertThat(writer.batchWritten()).isTrue();
        assertThat(out.writerIndex()).isEqualTo(1040 + 2 + 4 + 2);
    }

    @Test
    void controlFramesAreNotPayload() {
        var writer = writer(false);
        writer.batch(List.of(frame(1000)));
        writer.pong(new byte[] {1, 2, 3});
        writer.close(1000, "bye");

        writer.fill(out, 5);
        assertThat(writer.unwritten()).isEqualTo(1000);
        writer.fill(out, 10_000);

        assertThat(writer.unwritten()).isZero();
        assertThat(writer.closed()).isTrue();
    }

    @Test
    void whatIsCompressedWaitsShorter() {
        var writer = writer(true);
        writer.batch(List.of(frame(1000), frame(10)));

        writer.fill(out, 1);

        var left = writer.unwritten();
        assertThat(left).isBetween(10L, 100L);
        writer.fill(out, out.writerIndex() + 1);
        assertThat(writer.unwritten()).isLessThan(left);
        writer.fill(out, 10_000);
        assertThat(writer.unwritten()).isZero();
    }

    @Test
    void aBatchThatIsDroppedWaitsNoLongerButForItsFrameThatHasBegun() {
        var writer = writer(false);
        writer.batch(List.of(frame(1000), frame(1000)));
        writer.fill(out, 104);

        writer.dropBatch();

        assertThat(writer.unwritten()).isEqualTo(900);
        writer.fill(out, 10_000);
        assertThat(writer.unwritten()).isZero();
        assertThat(out.writerIndex()).isEqualTo(1004);
    }

    private static FrameWriter writer(boolean deflate) {
        return new FrameWriter(
                WebSocketRole.SERVER,
                new WebSocketSettings(100_000, 1, deflate, 100, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    }

    private static Frame frame(int size) {
        return Frame.text(Bytes.utf8("x".repeat(size)), true);
    }
}
