package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;

/** Recognises the packets of the load by their first bytes and says what the answer is made of. Stateless. */
final class Answers {
    private static final AsciiString MESSAGE = AsciiString.of("42[\"message\",");
    private static final AsciiString RECORD = AsciiString.of("42[\"record\",");
    private static final AsciiString BROADCAST = AsciiString.of("42[\"broadcast\",");
    private static final AsciiString BINARY = AsciiString.of("451-[\"message\",");
    private static final AsciiString WITH_ACK = AsciiString.of("[\"message-with-ack\",");

    private static final byte[] MESSAGE_BACK = bytes("42[\"message-back\",");
    private static final byte[] RECORD_BACK = bytes("42[\"record-back\",");
    private static final byte[] BINARY_BACK = bytes("451-[\"message-back\",");

    private Answers() {}

    /** What is done with a packet. */
    enum Kind {
        MESSAGE,
        RECORD,
        BINARY,
        ACK,
        BROADCAST,
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
