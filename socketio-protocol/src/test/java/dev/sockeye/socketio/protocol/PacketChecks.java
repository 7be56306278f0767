package dev.sockeye.socketio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Gives a decoder whatever there is, and demands that what it accepts is whole. */
final class PacketChecks {
    private PacketChecks() {}

    /** Takes text, and for packets that wait for attachments some bytes. */
    static void json(String text, SocketRevision revision) {
        check(JsonPacketParser.INSTANCE, Message.text(text), revision);
    }

    static void messagePack(byte[] bytes, SocketRevision revision) {
        check(MessagePackParser.INSTANCE, Message.binary(Bytes.copyOf(bytes)), revision);
    }

    private static void check(Parser parser, Message message, SocketRevision revision) {
        var packet = decode(parser.decoder(revision, ParserLimits.DEFAULT), message);
        if (packet == null) {
            return;
        }
        var arguments = Vectors.arguments(packet);
        for (var i = 0; i < arguments.size(); i++) {
            bind(arguments, i);
        }
        var again = Vectors.decode(parser.decoder(revision, ParserLimits.DEFAULT), parser.encode(packet, revision));
        assertThat(again).containsExactly(packet);
        assertThat(parser.snapshot(Vectors.MAPPER, new Object[] {arguments}).size())
                .isEqualTo(arguments.size());
    }

    private static @Nullable Packet decode(Parser.Decoder decoder, Message message) {
        try {
            var packet = decoder.decode(message);
            for (var i = 0; packet == null; i++) {
                packet = decoder.decode(Message.binary(Bytes.wrap(new byte[] {(byte) i})));
            }
            return packet;
        } catch (SocketProtocolException e) {
            return null;
        }
    }

    private static void bind(Arguments arguments, int index) {
        for (var type : new Class<?>[] {Object.class, String.class, int.class, byte[].class, JsonNode.class}) {
            try {
                arguments.get(index, type, Vectors.MAPPER);
            } catch (ArgumentException e) {
                // A value need not fit; nothing but this may come of it.
                assertThat(e).hasMessageContaining("argument " + index);
            }
        }
    }

    /** Returns everything in the recorded packets, good and bad. */
    static Stream<Message> samples(String file) {
        return Stream.of("vectors", "lenient", "invalid")
                .flatMap(list -> Vectors.read(file, list))
                .map(vector -> vector.json().has("input")
                        ? vector.json().get("input")
                        : vector.json().get("encoded"))
                .flatMap(frames -> Vectors.messages(frames).stream());
    }
}
