package dev.sockeye.benchmarks.codec;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.PacketCodec;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.SocketRevision;
import dev.sockeye.socketio.protocol.WireMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.json.JsonMapper;

/** Measures events between frames and values: what a server does with one message, but for the network and threads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH fills the parameters in, then calls setUp.
public class EventCodec {
    private static final JsonMapper MAPPER = WireMapper.standard();
    private static final JsonPacketParser PARSER = JsonPacketParser.INSTANCE;

    /** What the event carries. */
    @Param
    public Content content;

    /** The revision on the wire. */
    @Param
    public EngineRevision revision;

    private SocketRevision carried;
    private Parser.Decoder decoder;
    private Packet.Event event;
    private List<Frame> frames;

    /** Encodes the event once. */
    @Setup
    public void setUp() {
        carried = SocketRevision.carriedBy(revision);
        decoder = PARSER.decoder(carried, ParserLimits.DEFAULT);
        event = content.event();
        frames = encode(event);
    }

    /** Frames to packet: arguments are found and checked, not read. */
    @Benchmark
    public @Nullable Packet decode() {
        @Nullable Packet packet = null;
        for (var frame : frames) {
            packet = decoder.decode((Message) PacketCodec.decode(frame, revision));
        }
        return packet;
    }

    /** Frames to the value that a handler takes. */
    @Benchmark
    public @Nullable Object decodeAndBind() {
        return decode() instanceof Packet.Event decoded
                ? decoded.arguments().get(0, content.value().getClass(), MAPPER)
                : null;
    }

    /** A value to frames. */
    @Benchmark
    public List<Frame> encodeValue() {
        return encode(content.event());
    }

    /** Frames to frames, the argument untouched: an echo. */
    @Benchmark
    public List<Frame> relay() {
        return decode() instanceof Packet.Event decoded ? encode(decoded) : List.of();
    }

    /** One packet to frames for receivers of both revisions: a broadcast. */
    @Benchmark
    public int encodeForBoth() {
        var sum = 0;
        for (var each : EngineRevision.values()) {
            for (var message : PARSER.encode(event, SocketRevision.carriedBy(each))) {
                sum += PacketCodec.encode(message, each, false).payload().length();
            }
        }
        return sum;
    }

    private List<Frame> encode(Packet packet) {
        var encoded = new ArrayList<Frame>(2);
        for (var message : PARSER.encode(packet, carried)) {
            encoded.add(PacketCodec.encode(message, revision, false));
        }
        return encoded;
    }
}
