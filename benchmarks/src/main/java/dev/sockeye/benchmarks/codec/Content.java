package dev.sockeye.benchmarks.codec;

import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.WireMapper;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Names what an event carries. */
public enum Content {
    /** A text of 16 bytes. */
    TEXT_16("a".repeat(16)),
    /** A text of 1 KiB. */
    TEXT_1K("a".repeat(1_024)),
    /** A text of 1 KiB that is not ASCII. */
    UNICODE_1K("é".repeat(512)),
    /** An object of some 256 bytes. */
    OBJECT_256(
            new Note(17, "ada", "lobby", 1_700_000_000_123L, false, List.of("one", "two"), "lorem ipsum ".repeat(12))),
    /** 1 KiB of bytes. */
    BINARY_1K(new byte[1_024]);

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes what it holds.
    private final Object value;

    Content(Object value) {
        this.value = value;
    }

    Object value() {
        return value;
    }

    /** Returns an event with this as its only argument. */
    Packet.Event event() {
        var arguments = JsonPacketParser.INSTANCE.snapshot(WireMapper.standard(), new @Nullable Object[] {value});
        return new Packet.Event("/", "message", arguments, OptionalLong.empty());
    }

    /** Is what most applications do with an argument. */
    public record Note(int id, String user, String room, long sentAt, boolean urgent, List<String> tags, String text) {}
}
