package dev.sockeye.benchmarks.codec;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.PayloadCodec;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures bodies of polling with 16 events. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters in, then calls setUp.
public class PayloadBody {
    private static final int EVENTS = 16;

    /** What each event carries. */
    @Param({"TEXT_16", "OBJECT_256", "BINARY_1K"})
    public Content content;

    /** The revision on the wire. */
    @Param
    public EngineRevision revision;

    private List<Message> messages;
    private PayloadCodec.Body body;

    /** Encodes the events once. */
    @Setup
    public void setUp() {
        messages = new ArrayList<>();
        for (var i = 0; i < EVENTS; i++) {
            messages.addAll(JsonPacketParser.INSTANCE.encode(content.event(), SocketRevision.carriedBy(revision)));
        }
        body = PayloadCodec.encode(messages, revision, false);
    }

    /** Packets to a body. */
    @Benchmark
    public PayloadCodec.Body encode() {
        return PayloadCodec.encode(messages, revision, false);
    }

    /** A body to packets. */
    @Benchmark
    public PayloadCodec.Decoded decode() {
        return PayloadCodec.decode(body.body(), body.binary(), revision, 1_000);
    }
}
