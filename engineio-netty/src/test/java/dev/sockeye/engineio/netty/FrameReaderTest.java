package dev.sockeye.engineio.netty;

import static dev.sockeye.engineio.netty.Wire.frame;
import static dev.sockeye.engineio.netty.Wire.hex;
import static dev.sockeye.engineio.netty.Wire.join;
import static dev.sockeye.engineio.netty.Wire.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final WebSocketSettings SETTINGS = WebSocketSettings.of(1000);

    static Stream<Arguments> samples() {
        return Stream.of(
                sample("a text", frame(0x81, "Hello"), "text Hello"),
                sample("the masked text of RFC 6455", hex("81 85 37fa213d 7f9f4d5158"), "text Hello"),
                sample("an empty text", frame(0x81, ""), "text "),
                sample("an empty binary", frame(0x82, ""), "binary "),
                sample("bytes", frame(0x82, hex("00ff80")), "binary 00ff80"),
                sample("characters of all lengths", frame(0x81, "aé€😀"), "text aé€😀"),
                sample("fragments", join(frame(0x01, "Hel"), frame(0x00, ""), frame(0x80, "lo")), "text Hello"),
                sample(
                        "fragments within a character",
                        join(frame(0x01, hex("f09f")), frame(0x00, hex("98")), frame(0x80, hex("80"))),
                        "text 😀"),
                sample(
                        "control frames between fragments",
                        join(frame(0x01, "a"), frame(0x89, "p"), frame(0x8A, "q"), frame(0x80, "b"), frame(0x81, "c")),
                        "ping p",
                        "text ab",
                        "text c"),
                sample("an empty ping", frame(0x89, ""), "ping "),
                sample("a ping of 125 bytes", frame(0x89, "p".repeat(125)), "ping " + "p".repeat(125)),
                sample("a close", frame(0x88, hex("03e8")), "close 1000 "),
                sample("a close with a reason", frame(0x88, hex("0bb8 c3a4")), "close 3000 ä"),
                sample("a close without a code", frame(0x88, ""), "close 1005 "),
                sample("nothing after a close", join(frame(0x88, hex("03e8")), frame(0x81, "a")), "close 1000 "),
                sample("a message at the limit", frame(0x81, "x".repeat(1000)), "text " + "x".repeat(1000)),
                sample("a length of 126", frame(0x81, "y".repeat(126)), "text " + "y".repeat(126)),
                // RFC 6455, sections 5.1 to 5.5: everything else fails
                sample("an unmasked frame", frame(0x81, new byte[2], 0, false), "failed 1002"),
                sample("a first reserved bit", frame(0xC1, "a"), "failed 1002"),
                sample("a second reserved bit", frame(0xA1, "a"), "failed 1002"),
                sample("a third reserved bit", frame(0x91, "a"), "failed 1002"),
                sample("a reserved bit in a ping", frame(0xC9, "a"), "failed 1002"),
                sample("opcode 3", frame(0x83, "a"), "failed 1002"),
                sample("opcode 7", frame(0x87, "a"), "failed 1002"),
                sample("opcode 11", frame(0x8B, "a"), "failed 1002"),
                sample("opcode 15", frame(0x8F, "a"), "failed 1002"),
                sample("a fragmented ping", frame(0x09, "a"), "failed 1002"),
                sample("a fragmented close", frame(0x08, hex("03e8")), "failed 1002"),
                sample("a long ping", frame(0x89, "p".repeat(126)), "failed 1002"),
                sample("a long close", frame(0x88, new byte[126]), "failed 1002"),
                sample("a continuation of nothing", frame(0x80, "a"), "failed 1002"),
                sample(
                        "a continuation of a finished message",
                        join(frame(0x81, "a"), frame(0x80, "b")),
                        "text a",
                        "failed 1002"),
                sample("a message inside another", join(frame(0x01, "a"), frame(0x81, "b")), "failed 1002"),
                sample("a first fragment inside another", join(frame(0x01, "a"), frame(0x02, "b")), "failed 1002"),
                sample("a length with its top bit", hex("82 ff 8000000000000001 00000000"), "failed 1002"),
                sample("a length of 2 in 2 bytes", frame(0x82, new byte[2], 2, true), "failed 1002"),
                sample("a length of 2 in 8 bytes", frame(0x82, new byte[2], 8, true), "failed 1002"),
                sample("a close of one byte", frame(0x88, hex("03")), "failed 1002"),
                sample("invalid text", frame(0x81, hex("ff")), "failed 1007"),
                sample("an overlong character", frame(0x81, hex("c080")), "failed 1007"),
                sample("a surrogate", frame(0x81, hex("eda080")), "failed 1007"),
                sample("beyond Unicode", frame(0x81, hex("f4908080")), "failed 1007"),
                sample("half a character", frame(0x81, hex("c3")), "failed 1007"),
                sample(
                        "half a character behind fragments",
                        join(frame(0x01, "a"), frame(0x80, hex("e282"))),
                        "failed 1007"),
                sample("an invalid reason", frame(0x88, hex("03e8 ff")), "failed 1007"),
                sample("half a reason", frame(0x88, hex("03e8 c3")), "failed 1007"),
                sample("a message beyond the limit", frame(0x81, "x".repeat(1001)), "failed 1009"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void readsTheSameHoweverTheBytesAreCut(String name, byte[] bytes, List<String> events) {
        assertThat(Wire.readAtAllCuts(SETTINGS, bytes))
                .allSatisfy(found -> assertThat(found).isEqualTo(events));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
    void refusesCloseCodesThatNobodyMaySend(int code) {
        assertThat(read(SETTINGS, frame(0x88, new byte[] {(byte) (code >> 8), (byte) code})))
                .containsExactly("failed 1002");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void takesCloseCodesThatAnybodyMaySend(int code) {
        assertThat(read(SETTINGS, frame(0x88, new byte[] {(byte) (code >> 8), (byte) code})))
                .containsExactly("close " + code + " ");
    }

    @Test
    void failsBeforeAnAnnouncedMessageArrives() {
        assertThat(read(SETTINGS, hex("82 fe 03e9"))).containsExactly("failed 1009");
        assertThat(read(SETTINGS, hex("82 ff 00000000 7fffffff"))).containsExactly("failed 1009");
        assertThat(read(SETTINGS, hex("82 ff 7fffffff ffffffff"))).containsExactly("failed 1009");
        assertThat(read(SETTINGS, hex("82 ff 80"))).containsExactly("failed 1002");
        assertThat(read(SETTINGS, frame(0x01, "x".repeat(600)), frame(0x00, "x".repeat(400)), hex("80 81")))
                .containsExactly("failed 1009");
    }

    @Test
    void failsOnInvalidTextBeforeItsFrameEnds() {
        var bytes = frame(0x81, join(hex("ff"), new byte[100]));

        assertThat(read(SETTINGS, java.util.Arrays.copyOf(bytes, 7))).containsExactly("failed 1007");
    }

    @Test
    void countsFragmentsEvenWhenTheyAreEmpty() {
        var empty = frame(0x00, "");
        var most = new byte[1024][];
        java.util.Arrays.fill(most, empty);
        most[0] = frame(0x01, "");
        assertThat(read(SETTINGS, most)).isEmpty();

        most[1023] = frame(0x80, "");
        assertThat(read(SETTINGS, most)).containsExactly("text ");

        most[1023] = empty;
        assertThat(read(SETTINGS, join(most), empty)).containsExactly("failed 1009");
    }

    @Test
    void readsUnmaskedFramesAsAClientAndNoOthers() {
        var hello = frame(
                0x81, "Hello wörld, longer than eight".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, false);

        assertThat(read(WebSocketRole.CLIENT, SETTINGS, hello)).containsExactly("text Hello wörld, longer than eight");
        assertThat(read(WebSocketRole.CLIENT, SETTINGS, frame(0x81, "a"))).containsExactly("failed 1002");
        assertThat(read(WebSocketRole.CLIENT, SETTINGS, frame(0x81, hex("ff"), 0, false)))
                .containsExactly("failed 1007");
    }

    private static Arguments sample(String name, byte[] bytes, String... events) {
        return Arguments.of(name, bytes, List.of(events));
    }
}
