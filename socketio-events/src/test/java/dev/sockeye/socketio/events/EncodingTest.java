package dev.sockeye.socketio.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class EncodingTest {
    private static final String ID = "aZ09-_aaaaaaaaaaaaaa";

    private final JsonMapper mapper = new JsonMapper();

    private static Stream<Parser> parsers() {
        return Stream.of(JsonPacketParser.INSTANCE, MessagePackParser.INSTANCE);
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void whatTellsThatASocketHasJoinedIsTheConnectWithItsId(Parser parser) {
        var encoding = new Encoding(parser, mapper);
        var data = encoding.snapshot(new Object[] {Map.of("sid", ID)});

        for (var namespace : List.of("/", "/admin", "/\u00fcber")) {
            assertThat(bytes(encoding.joined(namespace, ID)))
                    .isEqualTo(bytes(parser.encode(new Packet.Connect(namespace, data), SocketRevision.V5)));
        }
    }

    @Test
    void aNamespaceThatCannotBeWrittenIsRefused() {
        var encoding = new Encoding(JsonPacketParser.INSTANCE, mapper);

        assertThatThrownBy(() -> encoding.joined("/a,b", ID)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aParserOfTheApplicationsIsAskedForAConnect() {
        var parser = new OwnParser();

        new Encoding(parser, mapper).joined("/admin", ID);

        assertThat(parser.revision).isEqualTo(SocketRevision.V5);
        assertThat(parser.encoded).isInstanceOfSatisfying(Packet.Connect.class, packet -> {
            assertThat(packet.namespace()).isEqualTo("/admin");
            assertThat(packet.data().tree(0).get("sid").stringValue()).isEqualTo(ID);
        });
    }

    /** Keeps what it was asked to encode. */
    private static final class OwnParser implements Parser {
        private @Nullable Packet encoded;
        private @Nullable SocketRevision revision;

        @Override
        public Arguments snapshot(JsonMapper mapper, @Nullable Object[] values) {
            return JsonPacketParser.INSTANCE.snapshot(mapper, values);
        }

        @Override
        public List<Message> encode(Packet packet, SocketRevision to) {
            encoded = packet;
            revision = to;
            return List.of();
        }

        @Override
        public Decoder decoder(SocketRevision from, ParserLimits limits) {
            throw new AssertionError("nothing is decoded");
        }
    }

    private static List<String> bytes(List<Message> messages) {
        return messages.stream()
                .map(message -> message.binary() + ":" + message.data().utf8())
                .toList();
    }
}
