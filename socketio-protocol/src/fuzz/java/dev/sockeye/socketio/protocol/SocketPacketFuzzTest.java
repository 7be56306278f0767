package dev.sockeye.socketio.protocol;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sockeye.engineio.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class SocketPacketFuzzTest {
    @MethodSource("texts")
    @FuzzTest
    void json(byte[] input) {
        // Below, only valid UTF-8 passes for text.
        var text = new String(input, StandardCharsets.UTF_8);
        for (var revision : SocketRevision.values()) {
            PacketChecks.json(text, revision);
        }
    }

    @MethodSource("packed")
    @FuzzTest
    void messagePack(byte[] input) {
        for (var revision : SocketRevision.values()) {
            PacketChecks.messagePack(input, revision);
        }
    }

    @MethodSource("values")
    @FuzzTest
    void scannerAgainstJackson(byte[] input) {
        var json = new String(input, StandardCharsets.UTF_8);
        JsonScannerTest.assertAgreesWithJackson(json);
    }

    @MethodSource("namespaces")
    @FuzzTest
    void namespaceQueries(byte[] input) {
        var parsed = NamespaceQuery.parse(new String(input, StandardCharsets.UTF_8));
        if (parsed.query().size() > 1_000) {
            throw new AssertionError("too many parameters");
        }
    }

    static Stream<byte[]> texts() {
        return Stream.of("socketio-v4-packets", "socketio-v5-packets")
                .flatMap(PacketChecks::samples)
                .filter(message -> !message.binary())
                .map(message -> message.data().toByteArray());
    }

    static Stream<byte[]> packed() {
        return PacketChecks.samples("msgpack-packets")
                .filter(Message::binary)
                .map(message -> message.data().toByteArray());
    }

    static Stream<byte[]> values() {
        return texts().map(text -> new String(text, StandardCharsets.UTF_8))
                .filter(text -> text.contains("["))
                .map(text -> text.substring(text.indexOf('[')).getBytes(StandardCharsets.UTF_8));
    }

    static Stream<byte[]> namespaces() {
        return NamespaceQueryTest.queries().map(arguments -> arguments.get()[0].toString().getBytes(StandardCharsets.UTF_8));
    }
}
