package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sockeye.engineio.protocol.Bytes;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.ObjectNode;

@SuppressWarnings("ArrayRecordComponent") // binary within records is the subject
class BindingTest {
    private static final JsonMapper MAPPER = WireMapper.standard();

    record Point(int x, int y) {}

    record Picture(String name, byte[] data, @Nullable Bytes thumb, List<byte[]> layers) {}

    record Named(@JsonProperty(required = true) String name, int age) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalStateException("not positive");
            }
        }
    }

    enum Kind {
        JSON,
        MESSAGE_PACK;

        Parser parser() {
            return this == JSON ? JsonPacketParser.INSTANCE : MessagePackParser.INSTANCE;
        }

        /** Sends values through the wire. */
        Arguments receive(@Nullable Object... values) {
            var parser = parser();
            var sent = new Packet.Ack("/", 1, parser.snapshot(MAPPER, values));
            var decoder = parser.decoder(SocketRevision.V5, ParserLimits.DEFAULT);
            var received = Vectors.decode(decoder, parser.encode(sent, SocketRevision.V5));
            return ((Packet.Ack) received.get(0)).arguments();
        }
    }

    private static Type type(TypeReference<?> reference) {
        return reference.getType();
    }

    private static @Nullable Object bind(String json, Type type) {
        return Arguments.json(json).get(0, type, MAPPER);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> fitting() {
        return Stream.of(
                arguments("\"x\"", String.class, "x"),
                arguments("\"\"", String.class, ""),
                arguments("\"a\\u00e9\\n\\\\€\\ud83d\\ude00\"", String.class, "aé\n\\€😀"),
                arguments("null", String.class, null),
                arguments("7", int.class, 7),
                arguments("-7", Integer.class, -7),
                arguments("2147483647", int.class, Integer.MAX_VALUE),
                arguments("-2147483648", int.class, Integer.MIN_VALUE),
                arguments("null", Integer.class, null),
                arguments("9223372036854775807", long.class, Long.MAX_VALUE),
                arguments("123456789012345678", Long.class, 123456789012345678L),
                arguments("1.5", double.class, 1.5),
                arguments("3", double.class, 3.0),
                arguments("1e400", double.class, Double.POSITIVE_INFINITY),
                arguments("1.5", float.class, 1.5f),
                arguments("true", boolean.class, true),
                arguments("false", Boolean.class, false),
                arguments("[1,2]", int[].class, new int[] {1, 2}),
                arguments("{\"x\":1,\"y\":2,\"z\":3}", Point.class, new Point(1, 2)),
                arguments("[{\"x\":1,\"y\":2}]", type(new TypeReference<List<Point>>() {}), List.of(new Point(1, 2))),
                arguments(
                        "{\"a\":[1]}",
                        type(new TypeReference<Map<String, List<Integer>>>() {}),
                        Map.of("a", List.of(1))),
                arguments("{\"a\":[1,\"b\",null]}", Object.class, Map.of("a", Arrays.asList(1, "b", null))),
                arguments("null", Object.class, null),
                arguments("null", type(new TypeReference<Optional<String>>() {}), Optional.empty()),
                arguments("\"x\"", type(new TypeReference<Optional<String>>() {}), Optional.of("x")),
                arguments(
                        "{\"x\":1,\"y\":2}",
                        type(new TypeReference<Optional<Point>>() {}),
                        Optional.of(new Point(1, 2))),
                arguments("5", Optional.class, Optional.of(5)),
                arguments("10", BigInteger.class, BigInteger.TEN),
                arguments("0.10", BigDecimal.class, new BigDecimal("0.10")),
                arguments("\"2020-01-01T00:00:00.000Z\"", Instant.class, Instant.parse("2020-01-01T00:00:00Z")),
                arguments("\"00000000-0000-0001-0000-000000000002\"", UUID.class, new UUID(1, 2)),
                arguments("null", Bytes.class, null),
                arguments("null", byte[].class, null));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("fitting")
    void bindsWhatFits(String json, Type type, @Nullable Object expected) {
        assertThat(bind(json, type)).isEqualTo(expected);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> misfits() {
        return Stream.of(
                arguments("5", String.class),
                arguments("true", String.class),
                arguments("{}", String.class),
                arguments("\"5\"", int.class),
                arguments("1.5", int.class),
                arguments("2147483648", int.class),
                arguments("9223372036854775808", long.class),
                arguments("1e999999999", int.class),
                arguments("1e999999999", long.class),
                arguments("1e999999999", BigInteger.class),
                arguments("1e999999999", BigDecimal.class),
                arguments("[1e-999999999]", type(new TypeReference<List<BigDecimal>>() {})),
                arguments("null", int.class),
                arguments("null", boolean.class),
                arguments("null", double.class),
                arguments("\"\"", int.class),
                arguments("\"true\"", boolean.class),
                arguments("1", boolean.class),
                arguments("\"AQID\"", byte[].class),
                arguments("[1,2,3]", byte[].class),
                arguments("{\"_placeholder\":true,\"num\":0}", byte[].class),
                arguments("\"AQID\"", Bytes.class),
                arguments("\"AQID\"", ByteBuffer.class),
                arguments("[\"AQID\"]", type(new TypeReference<List<byte[]>>() {})),
                arguments("{\"name\":\"n\",\"data\":\"AQID\"}", Picture.class),
                arguments("{\"x\":null,\"y\":1}", Point.class),
                arguments("{\"x\":1}", Point.class),
                arguments("{\"age\":1}", Named.class),
                arguments("{\"value\":0}", Positive.class),
                arguments("[]", Point.class),
                arguments("\"x\"", Point.class),
                arguments("[1]", ObjectNode.class),
                arguments("{}", Runnable.class));
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("misfits")
    void refusesWhatDoesNotFitWithoutSayingWhatItWas(String json, Type type) {
        assertThatThrownBy(() -> bind(json, type))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("argument 0 does not fit " + type.getTypeName());
    }

    @Test
    void aPlaceWithoutValueIsTheCallersMistake() {
        assertThatThrownBy(() -> Arguments.json("1").get(1, String.class, MAPPER))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Arguments.empty().tree(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Arguments.empty().element(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aPrimitiveIsNeverNullWhateverTheMapper() {
        var lax = JsonMapper.builder()
                .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();

        assertThatThrownBy(() -> Arguments.json("null").get(0, int.class, lax)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void theApplicationsMapperDecidesWhatElseFits() {
        var lax = JsonMapper.builder().build();

        assertThat(Arguments.json("5").get(0, String.class, lax)).isEqualTo("5");
        assertThat(Arguments.json("\"5\"").get(0, int.class, lax)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void binaryBindsToEachOfItsTypes(Kind kind) {
        var received = kind.receive((Object) new byte[] {1, 2, 3});

        assertThat(received.binary()).isTrue();
        assertThat(received.get(0, byte[].class, MAPPER)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(received.get(0, Bytes.class, MAPPER)).isEqualTo(Bytes.wrap(new byte[] {1, 2, 3}));
        assertThat(received.get(0, ByteBuffer.class, MAPPER)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(received.get(0, Object.class, MAPPER)).isEqualTo(new byte[] {1, 2, 3});
        assertThat(received.get(0, JsonNode.class, MAPPER)).isEqualTo(BinaryNode.valueOf(new byte[] {1, 2, 3}));
        assertThat(received.attachments()).containsExactly(Bytes.wrap(new byte[] {1, 2, 3}));
        assertThat((Optional<?>) received.get(0, type(new TypeReference<Optional<byte[]>>() {}), MAPPER))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> received.get(0, String.class, MAPPER)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> received.get(0, int.class, MAPPER)).isInstanceOf(ArgumentException.class);
    }

    private static byte[] bytes(Arguments received, Type type) {
        return (byte[]) Objects.requireNonNull(received.get(0, type, MAPPER));
    }

    @ParameterizedTest
    @EnumSource
    void whatAHandlerDoesToItsBytesNobodyElseSees(Kind kind) {
        var received = kind.receive(new byte[] {1}, Map.of("data", new byte[] {2}));
        bytes(received, byte[].class)[0] = 9;
        bytes(received, Object.class)[0] = 9;
        received.tree(0).binaryValue()[0] = 9;
        received.tree(1).get("data").binaryValue()[0] = 9;
        ((ObjectNode) received.tree(1)).removeAll();

        assertThat(received.get(0, byte[].class, MAPPER)).isEqualTo(new byte[] {1});
        assertThat(received.tree(1).get("data").binaryValue()).isEqualTo(new byte[] {2});
    }

    @ParameterizedTest
    @EnumSource
    void binaryIsFoundWithinRecordsMapsAndLists(Kind kind) {
        var picture =
                new Picture("n", new byte[] {1}, Bytes.wrap(new byte[] {2}), List.of(new byte[] {3}, new byte[0]));

        var received =
                kind.receive("first", picture, Map.of("deep", List.of(Map.of("b", ByteBuffer.wrap(new byte[] {4})))));

        var bound = (Picture) received.get(1, Picture.class, MAPPER);
        assertThat(bound).usingRecursiveComparison().isEqualTo(picture);
        assertThat(received.attachments())
                .extracting(Bytes::toByteArray)
                .containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[0], new byte[] {4});
        assertThat(received.get(2, type(new TypeReference<Map<String, List<Map<String, Bytes>>>>() {}), MAPPER))
                .isEqualTo(Map.of("deep", List.of(Map.of("b", Bytes.wrap(new byte[] {4})))));
        assertThat(received.get(0, String.class, MAPPER)).isEqualTo("first");
    }

    @ParameterizedTest
    @EnumSource
    void everyOtherTypeBindsWithEitherParser(Kind kind) {
        var when = Instant.parse("2024-02-29T12:00:00.123Z");

        var received = kind.receive(null, new Point(1, 2), when, 1.5, true, -5L, List.of("a"));

        assertThat(received.get(0, String.class, MAPPER)).isNull();
        assertThatThrownBy(() -> received.get(0, int.class, MAPPER)).isInstanceOf(ArgumentException.class);
        assertThat(received.tree(0).isNull()).isTrue();
        assertThat(received.get(1, Point.class, MAPPER)).isEqualTo(new Point(1, 2));
        assertThat(received.get(2, Instant.class, MAPPER)).isEqualTo(when);
        assertThat(received.get(2, String.class, MAPPER)).isEqualTo("2024-02-29T12:00:00.123Z");
        assertThat(received.get(3, double.class, MAPPER)).isEqualTo(1.5);
        assertThat(received.get(4, boolean.class, MAPPER)).isEqualTo(true);
        assertThat(received.get(5, long.class, MAPPER)).isEqualTo(-5L);
        assertThat(received.get(6, type(new TypeReference<List<String>>() {}), MAPPER))
                .isEqualTo(List.of("a"));
        assertThat(received.binary()).isFalse();
        assertThat(received.attachments()).isEmpty();
        assertThat(received).hasToString("Arguments[7, " + received.encodedSize() + " bytes]");
    }

    @ParameterizedTest
    @EnumSource
    void argumentsAreEqualWhenTheirEncodedValuesAre(Kind kind) {
        var one = kind.receive("a", new byte[] {1}, 2);

        assertThat(one)
                .isEqualTo(kind.receive("a", new byte[] {1}, 2))
                .hasSameHashCodeAs(kind.receive("a", new byte[] {1}, 2));
        assertThat(one).isNotEqualTo(kind.receive("a", new byte[] {2}, 2)).isNotEqualTo(kind.receive("a"));
    }

    @Test
    void rawJsonIsChecked() {
        assertThat(Arguments.json(" {\"a\":1} ", "[]").size()).isEqualTo(2);
        assertThat(Arguments.json(" {\"a\":1} ", "[]").tree(0).get("a").intValue())
                .isEqualTo(1);
        assertThatThrownBy(() -> Arguments.json("1", "{a:1}"))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("value 1 is not valid JSON");
        assertThatThrownBy(() -> Arguments.json("1,2")).isInstanceOf(ArgumentException.class);
    }
}
