package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses and decompresses single messages (RFC 7692, section 7.2). No window outlives a message: so one pair of
 * coders serves all connections of an event loop, and a compressed broadcast is the same for each of its receivers.
 */
final class Deflate {
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int CHUNK = 8192;

    private static final FastThreadLocal<Deflater> DEFLATER = new FastThreadLocal<>() {
        @Override
        protected Deflater initialValue() {
            return new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        }

        @Override
        protected void onRemoval(Deflater deflater) {
            deflater.end();
        }
    };

    private static final FastThreadLocal<Inflater> INFLATER = new FastThreadLocal<>() {
        @Override
        protected Inflater initialValue() {
            return new Inflater(true);
        }

        @Override
        protected void onRemoval(Inflater inflater) {
            inflater.end();
        }
    };

    private Deflate() {}

    /** Compresses a message; without the four bytes that RFC 7692 has the receiver add. */
    static byte[] compress(Bytes message) {
        var deflater = DEFLATER.get();
        deflater.reset();
        deflater.setInput(message.array(), message.offset(), message.length());
        var out = new byte[Math.max(64, message.length() / 2)];
        var size = 0;
        while (true) {
            var n = deflater.deflate(out, size, out.length - size, Deflater.SYNC_FLUSH);
            size += n;
            // A flush is complete only when there was room left behind it.
            if (size < out.length) {
                return Arrays.copyOf(out, size - TAIL.length);
            }
            out = Arrays.copyOf(out, 2 * out.length);
        }
    }

    /**
     * Decompresses a message.
     *
     * @throws WebSocketException with 1009 as soon as the output exceeds the limit, 1007 if the input is broken
     */
    static byte[] decompress(byte[] input, int length, long limit) {
        var inflater = INFLATER.get();
        inflater.reset();
        try {
            var out = new Output(limit, Math.max(64, Math.min(CHUNK, 4 * length)));
            out.inflate(inflater, input, length);
            out.inflate(inflater, TAIL, TAIL.length);
            return out.bytes();
        } catch (DataFormatException e) {
            throw new WebSocketException(CloseCode.INVALID_DATA, "a compressed message is broken");
        }
    }

    /** Collects decompressed bytes up to a limit. */
    private static final class Output {
        private final long limit;
        private byte[] bytes;
        private int size;

        Output(long limit, int capacity) {
            this.limit = limit;
            this.bytes = new byte[capacity];
        }

        void inflate(Inflater inflater, byte[] input, int length) throws DataFormatException {
            inflater.setInput(input, 0, length);
            while (true) {
                if (size == bytes.length) {
                    bytes = Arrays.copyOf(
                            bytes, (int) Math.min(2L * bytes.length, Math.max(limit + 1, bytes.length + 1L)));
                }
                var n = inflater.inflate(bytes, size, bytes.length - size);
                size += n;
                if (size > limit) {
                    throw new WebSocketException(CloseCode.TOO_BIG, "a message is too big");
                }
                if (inflater.finished() && inflater.getRemaining() > 0) {
                    // A block marked as the last may be followed by others (RFC 7692, section 7.2.3.4).
                    var rest = inflater.getRemaining();
                    inflater.reset();
                    inflater.setInput(input, length - rest, rest);
                } else if (n == 0) {
                    if (inflater.needsDictionary()) {
                        throw new DataFormatException();
                    }
                    if (inflater.finished()) {
                        inflater.reset();
                    }
                    return;
                }
            }
        }

        byte[] bytes() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }
}
