package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundTripTest {
    private static final int RUNS = 3_000;

    @ParameterizedTest
    @CsvSource({"JSON,V4", "JSON,V5", "MESSAGE_PACK,V4", "MESSAGE_PACK,V5"})
    void whatIsEmittedIsReceived(BindingTest.Kind kind, SocketRevision revision) {
        var parser = kind.parser();
        // One connection for all: nothing of a packet may be left for the next.
        var decoder = parser.decoder(revision, ParserLimits.DEFAULT);
        for (var seed = 0L; seed < RUNS; seed++) {
            var random = new RandomValues(seed);
            var values = random.values();
            var arguments = parser.snapshot(Vectors.MAPPER, values.toArray());
            var namespace = random.below(2) == 0 ? "/" : "/n-€/" + random.below(100);
            var id = random.below(1_000_000);
            var packet = random.below(3) == 0
                    ? new Packet.Ack(namespace, id, arguments)
                    : new Packet.Event(
                            namespace,
                            "e" + random.below(100),
                            arguments,
                            random.below(2) == 0 ? OptionalLong.empty() : OptionalLong.of(id));

            var received = Vectors.decode(decoder, parser.encode(packet, revision));

            assertThat(received).as("seed %s", seed).containsExactly(packet);
            var back = Vectors.arguments(received.get(0));
            for (var i = 0; i < values.size(); i++) {
                var bound = back.get(i, Object.class, Vectors.MAPPER);
                assertThat(comparable(bound)).as("seed %s", seed).isEqualTo(comparable(expected(kind, values.get(i))));
            }
            assertThat(back.binary()).isEqualTo(!back.attachments().isEmpty());
            assertThat(parser.snapshot(Vectors.MAPPER, new Object[] {back}))
                    .as("seed %s", seed)
                    .isEqualTo(arguments);
        }
    }

    @ParameterizedTest
    @CsvSource({"V4,socketio-v4-packets", "V5,socketio-v5-packets"})
    void whatIsAcceptedIsWholeHoweverItWasChanged(SocketRevision revision, String file) {
        var samples = PacketChecks.samples(file)
                .filter(message -> !message.binary() && !message.data().isEmpty())
                .map(message -> message.data().utf8())
                .toList();
        for (var seed = 0L; seed < RUNS; seed++) {
            var random = new RandomValues(seed);
            var sample = samples.get(random.below(samples.size()));
            PacketChecks.json(random.mutate(sample), revision);
        }
    }

    /** MessagePack has no form for half a surrogate pair. */
    private static Object expected(BindingTest.Kind kind, Object value) {
        if (kind == BindingTest.Kind.JSON) {
            return value;
        }
        if (value instanceof String text) {
            return text.replace("\ud800", "\ufffd");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> expected(kind, element)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            var expected = new LinkedHashMap<String, Object>();
            map.forEach((key, element) -> expected.put(key.toString(), expected(kind, element)));
            return expected;
        }
        return value;
    }

    /** Makes arrays comparable, and numbers equal whatever their width. */
    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Bytes.wrap(bytes);
        }
        if (value instanceof Number number) {
            return number.doubleValue() + 0.0;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<>();
            list.forEach(element -> copy.add(comparable(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            var entries = new ArrayList<>();
            map.forEach((key, element) -> entries.add(Arrays.asList(key, comparable(element))));
            return entries;
        }
        return value;
    }
}
