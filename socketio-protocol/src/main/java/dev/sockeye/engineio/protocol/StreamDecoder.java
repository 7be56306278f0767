package dev.sockeye.engineio.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one byte stream that is framed as {@link StreamFraming} says. Confined to the session's lane.
 *
 * <p>Keeps at most one unfinished packet, and memory only in proportion to what has arrived of it.
 */
public final class StreamDecoder {
    private static final int LONGEST_HEADER = 9;
    private static final int FIRST_CAPACITY = 256;

    private final int maxPayload;

    private byte[] pending = {};
    private int pendingLength;
    private @Nullable EngineProtocolException error;

    /**
     * Makes a decoder.
     *
     * @param maxPayload the largest packet that is accepted, in bytes without its header
     */
    public StreamDecoder(int maxPayload) {
        if (maxPayload < 1) {
            throw new IllegalArgumentException("maxPayload: " + maxPayload + " (expected: > 0)");
        }
        this.maxPayload = maxPayload;
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @return the packets that they complete, which share their memory, and the mistake that ended the stream, if any;
     *     after a mistake every call returns that mistake alone
     */
    public PayloadCodec.Decoded decode(Bytes chunk) {
        var packets = new ArrayList<Packet>();
        if (error == null) {
            try {
                drain(chunk, packets);
            } catch (EngineProtocolException e) {
                error = e;
                pending = new byte[0];
                pendingLength = 0;
            }
        }
        return new PayloadCodec.Decoded(packets, Optional.ofNullable(error));
    }

    private void drain(Bytes chunk, List<Packet> packets) {
        var rest = chunk;
        while (pendingLength > 0 && !rest.isEmpty()) {
            rest = completePending(rest, packets);
        }
        while (!rest.isEmpty()) {
            var size = size(rest);
            if (size > rest.length()) {
                keep(rest, rest.length());
                return;
            }
            packets.add(packet(rest.slice(0, (int) size)));
            rest = rest.from((int) size);
        }
    }

    /** Moves to the unfinished packet what belongs to it, and returns the rest. */
    private Bytes completePending(Bytes chunk, List<Packet> packets) {
        var missing = size(Bytes.wrap(pending, 0, pendingLength)) - pendingLength;
        var taken = (int) Math.min(missing, chunk.length());
        keep(chunk, taken);
        var kept = Bytes.wrap(pending, 0, pendingLength);
        if (size(kept) == pendingLength) {
            packets.add(packet(kept));
            pending = new byte[0];
            pendingLength = 0;
        }
        return chunk.from(taken);
    }

    private void keep(Bytes chunk, int count) {
        if (pending.length - pendingLength < count) {
            var needed = (long) pendingLength + count;
            var limit = (long) maxPayload + LONGEST_HEADER;
            var capacity = Math.max(needed, Math.min(limit, Math.max(FIRST_CAPACITY, 2L * pending.length)));
            pending = Arrays.copyOf(pending, Math.toIntExact(capacity));
        }
        chunk.slice(0, count).copyTo(pending, pendingLength);
        pendingLength += count;
    }

    /**
     * Returns how many bytes the packet at the beginning takes with its header, or its header alone as long as that is
     * not complete.
     */
    private long size(Bytes bytes) {
        var first = bytes.at(0) & StreamFraming.LENGTH;
        var header = headerLength(first);
        if (bytes.length() < header) {
            return header;
        }
        var length = header == 1 ? first : bigEndian(bytes, header);
        if (length <= 0 || length > maxPayload) {
            throw new EngineProtocolException("packet length out of range");
        }
        return header + length;
    }

    private static Packet packet(Bytes framed) {
        var first = framed.at(0);
        var content = framed.from(headerLength(first & StreamFraming.LENGTH));
        if (first < 0) {
            return PacketCodec.decodeBinary(content, EngineRevision.V4);
        }
        Utf8.check(content.array(), content.offset(), content.offset() + content.length());
        return PacketCodec.decodeText(content, EngineRevision.V4);
    }

    private static int headerLength(int first) {
        return first < StreamFraming.LENGTH_16 ? 1 : first == StreamFraming.LENGTH_16 ? 3 : LONGEST_HEADER;
    }

    // One that is negative because its first bit is set is out of range as well.
    private static long bigEndian(Bytes bytes, int end) {
        var number = 0L;
        for (var i = 1; i < end; i++) {
            number = (number << 8) | (bytes.at(i) & 0xFF);
        }
        return number;
    }
}
