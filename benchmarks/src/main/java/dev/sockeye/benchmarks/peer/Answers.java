package dev.sockeye.benchmarks.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/** Recognises the packets of the load by their first bytes and says what the answer is made of. Stateless. */
final class Answers {
    private static final AsciiString MESSAGE = AsciiString.of("42[\"message\",");
    private static final AsciiString RECORD = AsciiString.of("42[\"record\",");
    private static final AsciiString BROADCAST = AsciiString.of("42[\"broadcast\",");
    private static final AsciiString ROOM = AsciiString.of("42[\"room\",");
    private static final AsciiString BINARY = AsciiString.of("451-[\"message\",");
    private static final AsciiString WITH_ACK = AsciiString.of("[\"message-with-ack\",");

    private static final byte[] MESSAGE_BACK = bytes("42[\"message-back\",");
    private static final byte[] RECORD_BACK = bytes("42[\"record-back\",");
    private static final byte[] BINARY_BACK = bytes("451-[\"message-back\",");

    private static final String JOIN = "429[\"join\",";

    /** Tells a client that it has joined. */
    static final String JOINED = "439[\"joined\"]";

    private Answers() {}

    /** What is done with a packet. */
    enum Kind {
        MESSAGE,
        RECORD,
        BINARY,
        ACK,
        BROADCAST,
        /** A message to a room; {@link #room} and {@link #toRoom} take it apart. */
        ROOM,
        OTHER
    }

    static Kind kind(ByteBuf in, int from, int length) {
        if (starts(in, from, length, MESSAGE)) {
            return Kind.MESSAGE;
        }
        if (starts(in, from, length, RECORD)) {
            return Kind.RECORD;
        }
        if (starts(in, from, length, BINARY)) {
            return Kind.BINARY;
        }
        if (starts(in, from, length, BROADCAST)) {
            return Kind.BROADCAST;
        }
        if (starts(in, from, length, ROOM)) {
            return Kind.ROOM;
        }
        return length > WITH_ACK.length() + 4 && starts(in, from + 4, length - 4, WITH_ACK) ? Kind.ACK : Kind.OTHER;
    }

    /** Returns how many bytes an answer has. */
    static int length(Kind kind, int length) {
        return switch (kind) {
            case MESSAGE, RECORD, BINARY -> length + "-back".length();
            case ACK -> length - WITH_ACK.length() + 1;
            default -> length;
        };
    }

    /** Writes an answer. */
    static void write(Kind kind, ByteBuf in, int from, int length, ByteBuf out) {
        switch (kind) {
            case MESSAGE -> back(MESSAGE_BACK, MESSAGE, in, from, length, out);
            case RECORD -> back(RECORD_BACK, RECORD, in, from, length, out);
            case BINARY -> back(BINARY_BACK, BINARY, in, from, length, out);
            case ACK -> {
                // The load's ids have two digits.
                out.writeByte('4').writeByte('3').writeBytes(in, from + 2, 2).writeByte('[');
                var skipped = 4 + WITH_ACK.length();
                out.writeBytes(in, from + skipped, length - skipped);
            }
            default -> out.writeBytes(in, from, length);
        }
    }

    /** Returns the name of the room that a message is for, in its quotes. */
    static String room(ByteBuf in, int from, int length) {
        return in.toString(from + ROOM.length(), behindRoom(in, from, length) - from - ROOM.length(), US_ASCII);
    }

    /** Returns how many bytes the members of a room are sent. */
    static int roomLength(ByteBuf in, int from, int length) {
        return ROOM.length() - 1 + from + length - behindRoom(in, from, length);
    }

    /** Writes what the members of a room are sent: the same without the name. */
    static void toRoom(ByteBuf in, int from, int length, ByteBuf out) {
        var behind = behindRoom(in, from, length);
        out.writeBytes(in, from, ROOM.length() - 1).writeBytes(in, behind, from + length - behind);
    }

    private static int behindRoom(ByteBuf in, int from, int length) {
        return in.indexOf(from + ROOM.length() + 1, from + length, (byte) '"') + 1;
    }

    /** Returns the room, in its quotes, that a client asks to join; an empty text if it asks for something else. */
    static String joins(String packet) {
        return packet.startsWith(JOIN) ? packet.substring(JOIN.length(), packet.length() - 1) : "";
    }

    private static void back(byte[] head, AsciiString old, ByteBuf in, int from, int length, ByteBuf out) {
        out.writeBytes(head).writeBytes(in, from + old.length(), length - old.length());
    }

    private static boolean starts(ByteBuf in, int from, int length, AsciiString prefix) {
        if (length < prefix.length()) {
            return false;
        }
        // From the end, where the prefixes differ.
        for (var i = prefix.length() - 1; i >= 0; i--) {
            if (in.getByte(from + i) != prefix.byteAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return AsciiString.of(text).array();
    }
}
