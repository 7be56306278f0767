package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MessagePackTest {
    private static final MessagePackParser PARSER = MessagePackParser.INSTANCE;
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final TestServer server = new TestServer(builder -> builder.parser(PARSER));
    private final MemoryChannel channel =
            server.host.webSocket("/socket.io/?EIO=4&transport=websocket").channel();

    @AfterEach
    void close() {
        server.close();
    }

    private static Arguments arguments(Object... values) {
        return PARSER.snapshot(MAPPER, values);
    }

    private void send(Packet packet) {
        for (var message : PARSER.encode(packet, SocketRevision.V5)) {
            channel.receive(Frame.binary(message.data(), true));
        }
    }

    private Packet last() {
        var decoder = PARSER.decoder(SocketRevision.V5, ParserLimits.DEFAULT);
        var packet = decoder.decode(Message.binary(channel.lastPayload()));
        assertThat(packet).isNotNull();
        return packet == null ? new Packet.Disconnect("/") : packet;
    }

    @Test
    void packetsAreBinaryThroughout() {
        server.io.onConnection(socket -> socket.on("x", (args, ack) -> ack.send(args)));

        send(new Packet.Connect("/", arguments(Map.of("token", "abc"))));
        assertThat(last()).isInstanceOf(Packet.Connect.class);
        assertThat(server.socket().handshake().auth("token")).contains("abc");

        send(new Packet.Event("/", "x", arguments(1, new byte[] {1, 2}), OptionalLong.of(7)));
        assertThat(last()).isInstanceOfSatisfying(Packet.Ack.class, ack -> {
            assertThat(ack.id()).isEqualTo(7);
            assertThat(ack.arguments().get(0, int.class, MAPPER)).isEqualTo(1);
            assertThat((byte[]) ack.arguments().get(1, byte[].class, MAPPER)).containsExactly(1, 2);
        });
    }

    @Test
    void refusalsAndDisconnectsAreBinaryToo() {
        send(new Packet.Connect("/", arguments()));
        send(new Packet.Connect("/nope", arguments()));
        assertThat(last()).isInstanceOf(Packet.ConnectError.class);

        server.socket().disconnect();
        assertThat(last()).isEqualTo(new Packet.Disconnect("/"));
    }

    @Test
    void textClosesTheConnection() {
        channel.receive("40");

        assertThat(channel.closed()).isTrue();
    }
}
