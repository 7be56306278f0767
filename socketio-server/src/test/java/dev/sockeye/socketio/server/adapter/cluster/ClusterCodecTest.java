package dev.sockeye.socketio.server.adapter.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.protocol.SocketProtocolException;
import dev.sockeye.socketio.protocol.WireTrees;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class ClusterCodecTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Returns what official adapters have sent: as JSON, and where recorded as MessagePack. */
    static List<JsonNode> recorded() throws IOException {
        try (var file = ClusterCodecTest.class.getResourceAsStream("/cluster/messages.json")) {
            var all = new ArrayList<JsonNode>();
            JsonMapper.shared().readTree(file).forEach(all::add);
            assertThat(all).hasSizeGreaterThan(15);
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void messagesOfOfficialAdaptersAreReadAndWrittenAlike(JsonNode recorded) {
        var json = recorded.get("json").stringValue();
        var envelope = ClusterCodec.decode(json.getBytes(UTF_8));

        assertThat(envelope.message()).isNotInstanceOf(ClusterMessage.Unknown.class);
        assertThat(new String(ClusterCodec.JSON.encode(envelope), UTF_8)).isEqualTo(json);

        if (recorded.get("msgpack").isString()) {
            var packed = Base64.getDecoder().decode(recorded.get("msgpack").stringValue());
            assertThat(ClusterCodec.MESSAGE_PACK.encode(ClusterCodec.decode(packed)))
                    .isEqualTo(packed);
        }
    }

    @Test
    void binaryMakesMessagePackOfJson() {
        var data = List.<JsonNode>of(NODES.stringNode("x"), NODES.binaryNode(new byte[] {1, -1}));
        var envelope = new ClusterEnvelope(
                new ClusterMessage.Broadcast(data, Optional.empty(), BroadcastOptions.ALL), "0123456789abcdef", "/");

        var bytes = ClusterCodec.JSON.encode(envelope);

        assertThat(bytes[0]).isNotEqualTo((byte) '{');
        assertThat(ClusterCodec.decode(bytes)).isEqualTo(envelope);
    }

    @Test
    void whatOthersAddOrLeaveOutIsAccepted() {
        var text = """
                {"source":"x","type":3,"data":{"packet":{"type":2,"nsp":"/","data":[1,2]},"more":1,
                "opts":{"rooms":[42,"a"]}},"uid":"emitter"}
                """.strip();
        var envelope = ClusterCodec.decode(text.getBytes(UTF_8));

        assertThat(envelope.namespace()).isEmpty();
        assertThat(envelope.withNamespace("/").namespace()).isEqualTo("/");
        assertThat(envelope.message()).isInstanceOfSatisfying(ClusterMessage.Broadcast.class, broadcast -> {
            assertThat(broadcast.options().rooms()).containsExactly("42", "a");
            assertThat(broadcast.options().compress()).isTrue();
            assertThat(broadcast.data()).hasSize(2);
        });
        assertThat(ClusterCodec.decode("{\"type\":99,\"uid\":\"x\"}".getBytes(UTF_8))
                        .message())
                .isEqualTo(new ClusterMessage.Unknown(99));
    }

    @Test
    void dataTravelsWithoutItsEnvelopeToo() {
        var join = new ClusterMessage.SocketsJoin(BroadcastOptions.ALL.withRooms(List.of("a")), List.of("b"));

        var bytes = ClusterCodec.JSON.encodeData(join);

        assertThat(new String(bytes, UTF_8))
                .isEqualTo("{\"opts\":{\"rooms\":[\"a\"],\"except\":[],\"flags\":{}},\"rooms\":[\"b\"]}");
        assertThat(ClusterCodec.decodeData(4, bytes)).isEqualTo(join);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "7",
                "{\"type\":-1,\"uid\":\"x\"}",
                "{\"type\":\"3\",\"uid\":\"x\"}",
                "{\"type\":2}",
                "{\"type\":3,\"uid\":\"x\",\"nsp\":\"/\"}",
                "{\"type\":3,\"uid\":\"x\",\"data\":{\"packet\":{\"data\":[]},\"opts\":{}}}",
                "{\"type\":3,\"uid\":\"x\",\"data\":{\"packet\":{\"data\":[{}]},\"opts\":{}}}",
                "{\"type\":4,\"uid\":\"x\",\"data\":{\"opts\":{},\"rooms\":[{}]}}",
                "{\"type\":7,\"uid\":\"x\",\"data\":{\"opts\":{}}}",
                "{\"type\":8,\"uid\":\"x\",\"data\":{\"requestId\":\"a\",\"sockets\":[{}]}}",
                "{\"type\":11,\"uid\":\"x\",\"data\":{\"requestId\":\"a\",\"clientCount\":-5}}"
            })
    void malformedMessagesAreRefused(String text) {
        assertThatThrownBy(() -> ClusterCodec.decode(text.getBytes(UTF_8))).isInstanceOf(SocketProtocolException.class);
    }

    @Test
    void noBytesMakeAnythingElseFail() throws IOException {
        var random = new Random(1);
        for (var recorded : recorded()) {
            var json = recorded.get("json").stringValue().getBytes(UTF_8);
            for (var original : List.of(json, WireTrees.messagePack(WireTrees.json(json)))) {
                for (var i = 0; i < 300; i++) {
                    var bytes = original.clone();
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                    try {
                        assertThat(ClusterCodec.decode(bytes)).isNotNull();
                    } catch (SocketProtocolException e) {
                        assertThat(e).hasMessageNotContaining("\n");
                    }
                }
            }
        }
    }
}
