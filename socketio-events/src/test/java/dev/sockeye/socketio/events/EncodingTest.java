package dev.sockeye.socketio.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    private static List<String> bytes(List<Message> messages) {
        return messages.stream()
                .map(message -> message.binary() + ":" + message.data().utf8())
                .toList();
    }
}
