package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

@SuppressWarnings("ArrayRecordComponent") // binary within records is the subject
class SnapshotTest {
    private static final JsonMapper MAPPER = WireMapper.standard();
    private static final JsonPacketParser PARSER = JsonPacketParser.INSTANCE;

    private static List<String> wire(JsonMapper mapper, @Nullable Object... values) {
        var packet = new Packet.Event("/", "e", PARSER.snapshot(mapper, values), OptionalLong.empty());
        return PARSER.encode(packet, SocketRevision.V5).stream()
                .map(message -> message.binary()
                        ? Arrays.toString(message.data().toByteArray())
                        : message.data().utf8())
                .toList();
    }

    private static String json(@Nullable Object... values) {
        var text = wire(MAPPER, values).get(0);
        return text.substring(text.indexOf(',') + 1, text.length() - 1);
    }

    private static Arguments received(String text, byte[]... attachments) {
        var messages = new ArrayList<>(List.of(Message.text(text)));
        for (var attachment : attachments) {
            messages.add(Message.binary(Bytes.wrap(attachment)));
        }
        var decoder = PARSER.decoder(SocketRevision.V5, ParserLimits.DEFAULT);
        return ((Packet.Event) Vectors.decode(decoder, messages).get(0)).arguments();
    }

    @Test
    void numbersPrintAsInEcmaScript() {
        assertThat(json(
                        1.0,
                        -0.0,
                        1e21,
                        1e-7,
                        1e20,
                        0.1,
                        1e-6,
                        123456.789,
                        Double.MIN_VALUE,
                        Double.MAX_VALUE,
                        Double.NaN))
                .isEqualTo("1,0,1e+21,1e-7,100000000000000000000,0.1,0.000001,123456.789,5e-324,"
                        + "1.7976931348623157e+308,null");
        assertThat(json(List.of(1.0, -0.0, 1e21, 2e-3, 0.1f, 1.0f, Float.NEGATIVE_INFINITY, 16777216f)))
                .isEqualTo("[1,0,1e+21,0.002,0.1,1,null,16777216]");
        assertThat(json(Long.MIN_VALUE, (short) 1, (byte) -1, new BigInteger("123456789012345678901")))
                .isEqualTo("-9223372036854775808,1,-1,123456789012345678901");
        assertThat(json(new BigDecimal("1.50"), new BigDecimal("1E+3"))).isEqualTo("1.50,1E+3");
    }

    @Test
    void textsAreEscapedOnlyWhereTheyMustBe() {
        var text = "\"\\/\b\f\n\r\t\0\u001f\u007fé€😀\u2028\ud800x\udc00";
        var expected = "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007fé€😀\u2028\\ud800x\\udc00\"";

        assertThat(json(text)).isEqualTo(expected);
        assertThat(json(Map.of(text, text))).isEqualTo("{" + expected + ":" + expected + "}");
        assertThat(json((Object) new char[] {'a', '"'})).isEqualTo("\"a\\\"\"");
    }

    record Times(
            Date date,
            Instant instant,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Date number) {}

    @Test
    void timesPrintAsInEcmaScriptUnlessTheApplicationSaysHow() {
        var instant = Instant.parse("2020-01-01T00:00:00.123456Z");
        var date = Date.from(Instant.parse("2020-01-01T00:00:00Z"));

        assertThat(json(date, instant)).isEqualTo("\"2020-01-01T00:00:00.000Z\",\"2020-01-01T00:00:00.123Z\"");
        assertThat(json(new Times(date, instant, date)))
                .isEqualTo("{\"date\":\"2020-01-01T00:00:00.000Z\",\"instant\":\"2020-01-01T00:00:00.123Z\","
                        + "\"number\":1577836800000}");
        var numeric = JsonMapper.builder()
                .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        assertThat(wire(numeric, date)).containsExactly("2[\"e\",1577836800000]");
    }

    record Inner(byte[] z, List<Object> a) {}

    @Test
    void binaryIsNumberedInTheOrderOfTheValues() {
        var inner = new Inner(new byte[] {1}, List.of(ByteBuffer.wrap(new byte[] {9, 2, 9}, 1, 1), "x"));
        var map = new LinkedHashMap<String, Object>();
        map.put("b", Bytes.wrap(new byte[] {3}));
        map.put("a", JsonNodeFactory.instance.binaryNode(new byte[] {4}));

        assertThat(wire(MAPPER, inner, new byte[0], map, new byte[][] {{5}}, Optional.of(new byte[] {6})))
                .containsExactly(
                        "57-[\"e\",{\"z\":{\"_placeholder\":true,\"num\":0},\"a\":[{\"_placeholder\":true,\"num\":1},\"x\"]},"
                                + "{\"_placeholder\":true,\"num\":2},"
                                + "{\"b\":{\"_placeholder\":true,\"num\":3},\"a\":{\"_placeholder\":true,\"num\":4}},"
                                + "[{\"_placeholder\":true,\"num\":5}],{\"_placeholder\":true,\"num\":6}]",
                        "[1]",
                        "[2]",
                        "[]",
                        "[3]",
                        "[4]",
                        "[5]",
                        "[6]");
    }

    @Test
    void whatTheCallerDoesAfterwardsDoesNotMatter() {
        var bytes = new byte[] {1};
        var list = new ArrayList<>(List.of("a"));
        var snapshot = PARSER.snapshot(MAPPER, new Object[] {bytes, list});
        bytes[0] = 2;
        list.add("b");

        assertThat(snapshot.get(0, byte[].class, MAPPER)).isEqualTo(new byte[] {1});
        assertThat(snapshot.tree(1).size()).isEqualTo(1);
    }

    record Mixed(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String absent,

            @Nullable String nothing,
            @JsonRawValue String raw,
            UUID id,
            int[] numbers,
            Thread.State state) {}

    @Test
    void recordsAreWrittenByTheMapper() {
        var mixed = new Mixed(null, null, "{\"r\" : 1}", new UUID(1, 2), new int[] {1, 2}, Thread.State.NEW);

        assertThat(json(mixed))
                .isEqualTo("{\"nothing\":null,\"raw\":{\"r\" : 1},\"id\":\"00000000-0000-0001-0000-000000000002\","
                        + "\"numbers\":[1,2],\"state\":\"NEW\"}");
        assertThatThrownBy(() -> json(new Mixed(null, null, "{r:1}", new UUID(1, 2), new int[0], Thread.State.NEW)))
                .isInstanceOf(ArgumentException.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonTypeName("Typed")
    record Typed(int a) {}

    @Test
    void typeInformationIsWrittenWhereAsked() {
        assertThat(json(new Typed(1))).isEqualTo("{\"@type\":\"Typed\",\"a\":1}");
    }

    static class Failing {
        public String value() {
            return "";
        }

        public String getValue() {
            throw new IllegalStateException("getter");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatCantBeEncodedIsAnArgumentException(BindingTest.Kind kind) {
        var self = new ArrayList<Object>();
        self.add(self);
        var map = new LinkedHashMap<String, Object>();
        map.put("m", List.of(map));
        Object deep = 1;
        for (var i = 0; i < 501; i++) {
            deep = Arrays.asList(deep);
        }
        var tree = JsonNodeFactory.instance.arrayNode();
        for (var i = 0; i < 100_000; i++) {
            tree = JsonNodeFactory.instance.arrayNode().add(tree);
        }

        for (var value : Arrays.asList(self, map, deep, tree, new Failing())) {
            assertThatThrownBy(() -> kind.receive(value))
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("can't be encoded");
        }
    }

    @Test
    void whatNestsJustNotTooDeeplyIsEncoded() {
        Object deep = 1;
        for (var i = 0; i < 500; i++) {
            deep = Arrays.asList(deep);
        }

        assertThat(json(deep)).isEqualTo("[".repeat(500) + "1" + "]".repeat(500));
    }

    @Test
    void anObjectThatLooksLikeAPlaceholderIsDataUntilThereIsBinary() {
        var lookalike = Map.of("_placeholder", true);

        assertThat(json(lookalike, 1)).isEqualTo("{\"_placeholder\":true},1");
        assertThat(json(Map.of("_placeholder", false), new byte[0])).startsWith("{\"_placeholder\":false}");
        assertThat(json(Map.of("_placeholder", List.of(true)), new byte[0])).startsWith("{\"_placeholder\":[true]}");
        for (Object value : List.of(lookalike, List.of("x", lookalike), Map.of("a", lookalike))) {
            assertThatThrownBy(() -> json(value, new byte[0]))
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("_placeholder");
        }
    }

    @Test
    void aReceivedLookalikeStaysDataUntilThereIsBinary() {
        var plain = received("2[\"e\",{\"_placeholder\":true,\"num\":0},2]");

        assertThat(plain.binary()).isFalse();
        assertThat(json(plain)).isEqualTo("{\"_placeholder\":true,\"num\":0},2");
        assertThat(json(plain.element(1), new byte[0])).isEqualTo("2,{\"_placeholder\":true,\"num\":0}");
        assertThatThrownBy(() -> json(plain.element(0), new byte[0])).isInstanceOf(ArgumentException.class);
        var again = PARSER.snapshot(MAPPER, new Object[] {plain});
        assertThatThrownBy(() -> json(new byte[0], again)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void receivedValuesArePassedOnAsTheyAreAndTheirBinaryIsRenumbered() {
        var args = received(
                "53-[\"e\",{\"_placeholder\":true,\"num\":2} , {\"a\": {\"num\":0,\"_placeholder\":true},\"b\":1e0}]",
                new byte[] {0},
                new byte[] {1},
                new byte[] {2});

        assertThat(wire(MAPPER, new byte[] {7}, args.element(1), "x", Map.of("in", args.element(0))))
                .containsExactly(
                        "53-[\"e\",{\"_placeholder\":true,\"num\":0},{\"a\": {\"_placeholder\":true,\"num\":1},\"b\":1e0},"
                                + "\"x\",{\"in\":{\"_placeholder\":true,\"num\":2}}]",
                        "[7]",
                        "[0]",
                        "[2]");
        assertThat(wire(MAPPER, args)).hasSize(3).element(0).asString().startsWith("52-");
        assertThat(PARSER.snapshot(MAPPER, args.elements().toArray()))
                .isEqualTo(PARSER.snapshot(MAPPER, new Object[] {args}));
    }

    @Test
    void onePlaceholderUsedTwiceBecomesTwoWhenPassedOn() {
        var args = received(
                "51-[\"e\",[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]]", new byte[] {1});

        assertThat(wire(MAPPER, args))
                .containsExactly(
                        "52-[\"e\",[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]]",
                        "[1]",
                        "[1]");
    }

    @Test
    void argumentsOfOneParserAreEncodedByTheOther() {
        Object[] values = {"a", 1, new byte[] {1}, Map.of("b", List.of(new byte[] {2})), 1.5, null};
        var packed = MessagePackParser.INSTANCE.snapshot(MAPPER, values);
        var json = PARSER.snapshot(MAPPER, values);

        assertThat(wire(MAPPER, packed)).isEqualTo(wire(MAPPER, json));
        assertThat(PARSER.encode(new Packet.Ack("/", 1, packed), SocketRevision.V5))
                .isEqualTo(PARSER.encode(new Packet.Ack("/", 1, json), SocketRevision.V5));
        assertThat(MessagePackParser.INSTANCE.encode(new Packet.Ack("/", 1, json), SocketRevision.V5))
                .isEqualTo(MessagePackParser.INSTANCE.encode(new Packet.Ack("/", 1, packed), SocketRevision.V5));
        assertThat(wire(MAPPER, List.of(packed.element(3), packed.element(2)))).hasSize(3);
    }

    @Test
    void anArgumentIsWrittenByAnyMapper() {
        var args = received("2[\"e\",{\"a\":[1,null]}]");

        assertThat(new JsonMapper().writeValueAsString(Map.of("x", args.element(0))))
                .isEqualTo("{\"x\":{\"a\":[1,null]}}");
        assertThat(args.element(0).get(Object.class, MAPPER)).isEqualTo(Map.of("a", Arrays.asList(1, null)));
        assertThat(args.get(0, Argument.class, MAPPER)).hasToString("Argument[0 of Arguments[1, 14 bytes]]");
    }

    @Test
    void onlyEventsAndAcknowledgementsCarryBinary() {
        var binary = PARSER.snapshot(MAPPER, new Object[] {new byte[] {1}});

        assertThatThrownBy(() -> PARSER.encode(new Packet.Connect("/", binary), SocketRevision.V5))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> PARSER.encode(new Packet.ConnectError("/", binary), SocketRevision.V4))
                .isInstanceOf(ArgumentException.class);
    }

    @Test
    void aNamespaceThatCantBeWrittenIsRefused() {
        for (var namespace : List.of("", "a", "/a,b")) {
            assertThatThrownBy(() -> PARSER.encode(new Packet.Disconnect(namespace), SocketRevision.V5))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theFrameOfAnEncodedMessageNeedsNoCopy() {
        var packet = new Packet.Event(
                "/", "e", PARSER.snapshot(MAPPER, new Object[] {new byte[] {5}}), OptionalLong.empty());

        for (var message : PARSER.encode(packet, SocketRevision.V5)) {
            var data = message.data();
            assertThat(data.offset()).isEqualTo(1);
            assertThat(data.array()).hasSize(data.length() + 1);
            assertThat(data.array()[0]).isEqualTo(message.binary() ? (byte) 4 : (byte) '4');
        }
    }
}
