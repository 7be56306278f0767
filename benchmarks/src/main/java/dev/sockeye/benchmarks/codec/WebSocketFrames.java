package dev.sockeye.benchmarks.codec;

import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.netty.WebSocketListener;
import dev.sockeye.engineio.netty.WebSocketRole;
import dev.sockeye.engineio.netty.WebSocketSettings;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures WebSocket frames as a server reads and writes them, 16 at once, without a network. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters in, then calls setUp.
public class WebSocketFrames {
    private static final int FRAMES = 16;
    private static final int LARGEST = 1 << 20;

    /** Bytes of each message. */
    @Param({"16", "1024", "65536"})
    public int size;

    /** Whether messages are text, whose UTF-8 is checked. */
    @Param({"true", "false"})
    public boolean text;

    private EmbeddedChannel server;
    private Seen seen;
    private ByteBuf received;
    private List<Frame> batch;

    /** Has a client encode the frames. */
    @Setup
    public void setUp() {
        var bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) 'a');
        var frame = text ? Frame.text(Bytes.wrap(bytes), false) : Frame.binary(Bytes.wrap(bytes), false);
        batch = Collections.nCopies(FRAMES, frame);
        var sender = new Seen();
        var client = channel(WebSocketRole.CLIENT, sender);
        sender.send(batch);
        received = client.alloc().directBuffer();
        for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
            received.writeBytes(part);
            part.release();
        }
        seen = new Seen();
        server = channel(WebSocketRole.SERVER, seen);
    }

    private static EmbeddedChannel channel(WebSocketRole role, Seen listener) {
        var handler = new WebSocketHandler(role, WebSocketSettings.of(LARGEST), listener);
        var channel = new EmbeddedChannel(handler);
        handler.open();
        return channel;
    }

    /** Bytes to messages. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long read() {
        server.writeInbound(received.retainedDuplicate());
        return seen.bytes;
    }

    /** Messages to bytes. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int write() {
        seen.send(batch);
        var sum = 0;
        for (ByteBuf part = server.readOutbound(); part != null; part = server.readOutbound()) {
            sum += part.readableBytes();
            part.release();
        }
        return sum;
    }

    /** Counts what comes. */
    private static final class Seen implements WebSocketListener {
        private @Nullable WebSocketHandler socket;
        private long bytes;

        void send(List<Frame> frames) {
            if (socket != null) {
                socket.send(frames, failure -> {});
            }
        }

        @Override
        public void onOpen(WebSocketHandler webSocket) {
            socket = webSocket;
        }

        @Override
        public void onFrame(Frame frame) {
            bytes += frame.payload().length();
        }

        @Override
        public void onClose(int code, @Nullable Throwable cause) {}
    }
}
