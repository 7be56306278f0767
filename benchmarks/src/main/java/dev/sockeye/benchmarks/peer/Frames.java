package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.util.internal.PlatformDependent;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Writes a server's WebSocket frames. Stateless. */
final class Frames {
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;

    private Frames() {}

    static void head(ByteBuf out, int opcode, int length) {
        out.writeByte(0x80 | opcode);
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 65_536) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
    }

    static void text(ByteBuf out, String text) {
        head(out, TEXT, text.length());
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
    }

    /** Unmasks in place, eight bytes at a time, past all checks: this is the limit. */
    static void unmask(ByteBuf bytes, int from, int to, int key) {
        var word = ((long) key << 32) | (key & 0xFFFFFFFFL);
        var inMemory = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? word : Long.reverseBytes(word);
        if (!PlatformDependent.hasUnsafe() || !bytes.hasMemoryAddress()) {
            // Newer JDKs grant the way below only where an option allows it, as it does where figures are taken.
            for (int i = from, shift = 56; i < to; i++, shift = (shift + 56) % 64) {
                bytes.setByte(i, bytes.getByte(i) ^ (byte) (word >>> shift));
            }
            return;
        }
        var at = bytes.memoryAddress() + from;
        var end = bytes.memoryAddress() + to;
        for (; at <= end - 8; at += 8) {
            PlatformDependent.putLong(at, PlatformDependent.getLong(at) ^ inMemory);
        }
        for (var shift = 56; at < end; at++, shift -= 8) {
            PlatformDependent.putByte(at, (byte) (PlatformDependent.getByte(at) ^ (word >>> shift)));
        }
    }

    static Object duplicate(Object message) {
        return message instanceof ByteBuf bytes
                ? bytes.retainedDuplicate()
                : ((ByteBufHolder) message).retainedDuplicate();
    }

    /** Answers a client's key (RFC 6455, section 4.2.2). */
    static String accept(String key) {
        try {
            var both = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
