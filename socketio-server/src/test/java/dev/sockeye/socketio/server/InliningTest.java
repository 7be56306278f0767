package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.protocol.Parser;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some methods must stay too long for the JIT to compile them into their callers: see ADR 17. */
class InliningTest {
    // HotSpot's FreqInlineSize.
    private static final int LIMIT = 325;

    @ParameterizedTest
    @CsvSource({
        "server, Connection, onMessage(Ldev/sockeye/engineio/protocol/Message;)V",
        "protocol, JsonPacketDecoder, values(ZI)Ldev/sockeye/socketio/protocol/Packet;",
        "protocol, JsonScanner, value(II)I",
        "protocol, PlainReader, value(Ldev/sockeye/socketio/protocol/PlainType;I)Ljava/lang/Object;",
        "protocol, PlainWriter, any(Ljava/lang/Object;Ldev/sockeye/socketio/protocol/PlainType;"
                + "Ldev/sockeye/socketio/protocol/JsonBuffer;I)Z"
    })
    void methodsWhereInliningEndsAreLongEnough(String module, String type, String method) throws IOException {
        var neighbour = module.equals("server") ? Connection.class : Parser.class;
        try (var file = neighbour.getResourceAsStream(type + ".class")) {
            assertThat(file).isNotNull();

            assertThat(codeLengths(new DataInputStream(file)))
                    .hasEntrySatisfying(method, length -> assertThat(length).isGreaterThan(LIMIT));
        }
    }

    /** Reads how long the code of each method of a class file is (JVM specification, chapter 4). */
    private static Map<String, Integer> codeLengths(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        var names = names(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        members(in, names);
        return members(in, names);
    }

    private static String[] names(DataInputStream in) throws IOException {
        var names = new String[in.readUnsignedShort()];
        for (var i = 1; i < names.length; i++) {
            var tag = in.readByte();
            switch (tag) {
                case 1 -> names[i] = in.readUTF();
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++;
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> in.skipNBytes(4);
            }
        }
        return names;
    }

    private static Map<String, Integer> members(DataInputStream in, String[] names) throws IOException {
        var lengths = new HashMap<String, Integer>();
        for (var left = in.readUnsignedShort(); left > 0; left--) {
            in.skipNBytes(2);
            var member = names[in.readUnsignedShort()] + names[in.readUnsignedShort()];
            for (var attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                var code = names[in.readUnsignedShort()].equals("Code");
                var size = in.readInt();
                if (code) {
                    in.skipNBytes(4);
                    lengths.put(member, in.readInt());
                    size -= 8;
                }
                in.skipNBytes(size);
            }
        }
        return lengths;
    }
}
