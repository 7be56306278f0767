package dev.sockeye.cli.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Is an open WebSocket. Confined to one thread. */
public final class WebSocket implements AutoCloseable {
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int MOST_SMALL = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MOST_MESSAGE = 262_144;
    private static final int MOST_FRAMES = 1_000;
    private static final byte[] DEFLATE_TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Wire wire;
    private final String extensions;
    private final Inflater inflater = new Inflater(true);
    private boolean ended;

    WebSocket(Wire wire, String extensions) {
        this.wire = wire;
        this.extensions = extensions;
    }

    /** Returns the extensions that the server chose, as it wrote them. */
    public String extensions() {
        return extensions;
    }

    /** Sends a text of up to 125 bytes. */
    public void send(String text) {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the next text; nothing at the peer's close frame, and for binary an empty text.
     *
     * @throws ProbeException if none comes within the patience, or the connection ends without a close frame
     */
    public Optional<String> next(Duration patience) {
        wire.patience(patience);
        var message = new ByteArrayOutputStream();
        var compressed = false;
        var text = true;
        for (var i = 0; i < MOST_FRAMES; i++) {
            var first = wire.need();
            var payload = payload();
            var opcode = first & 0xF;
            if (opcode == PING) {
                frame(PONG, payload);
            } else if (opcode == CLOSE) {
                ended = true;
                return Optional.empty();
            } else if (opcode < CLOSE) {
                if (opcode != CONTINUATION) {
                    compressed = (first & COMPRESSED) != 0;
                    text = opcode == TEXT;
                }
                message.writeBytes(payload);
                bounded(message.size());
                if ((first & FIN) != 0) {
                    var bytes = compressed ? inflated(message.toByteArray()) : message.toByteArray();
                    return Optional.of(text ? new String(bytes, StandardCharsets.UTF_8) : "");
                }
            }
        }
        throw new ProbeException(Failure.TOO_LARGE, "a message in more than " + MOST_FRAMES + " frames");
    }

    /** Says good-bye and waits up to a second for the answer. */
    @Override
    public void close() {
        try {
            if (!ended) {
                wire.patience(FAREWELL);
                frame(CLOSE, new byte[] {3, (byte) 0xE8});
                for (var i = 0; i < MOST_FRAMES && !ended; i++) {
                    ended = (wire.need() & 0xF) == CLOSE;
                    payload();
                }
            }
        } catch (ProbeException e) {
            // It is gone, which is what was wanted.
        } finally {
            wire.close();
            inflater.end();
        }
    }

    private byte[] payload() {
        var second = wire.need();
        var length = (long) (second & LENGTH);
        if (length >= TWO_BYTES) {
            var bytes = length == EIGHT_BYTES ? 8 : 2;
            length = 0;
            for (var i = 0; i < bytes; i++) {
                length = length << 8 | wire.need();
            }
        }
        if ((second & MASKED) != 0) {
            throw new ProbeException(Failure.NOT_HTTP, "the server masks its frames");
        }
        bounded(length);
        var payload = new ByteArrayOutputStream();
        for (var i = 0; i < length; i++) {
            payload.write(wire.need());
        }
        return payload.toByteArray();
    }

    private void frame(int opcode, byte[] payload) {
        var length = Math.min(payload.length, MOST_SMALL);
        var mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        var frame = new byte[6 + length];
        frame[0] = (byte) (FIN | opcode);
        frame[1] = (byte) (MASKED | length);
        System.arraycopy(mask, 0, frame, 2, mask.length);
        for (var i = 0; i < length; i++) {
            frame[6 + i] = (byte) (payload[i] ^ mask[i & 3]);
        }
        wire.write(frame);
    }

    private byte[] inflated(byte[] message) {
        var input = new byte[message.length + DEFLATE_TAIL.length];
        System.arraycopy(message, 0, input, 0, message.length);
        System.arraycopy(DEFLATE_TAIL, 0, input, message.length, DEFLATE_TAIL.length);
        inflater.setInput(input);
        var output = new ByteArrayOutputStream();
        var buffer = new byte[4_096];
        try {
            for (var n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                output.write(buffer, 0, n);
                bounded(output.size());
            }
        } catch (DataFormatException e) {
            throw new ProbeException(Failure.NOT_HTTP, "a compressed message can't be read", e);
        }
        return output.toByteArray();
    }

    private static void bounded(long size) {
        if (size < 0 || size > MOST_MESSAGE) {
            throw new ProbeException(Failure.TOO_LARGE, "a message of more than " + MOST_MESSAGE + " bytes");
        }
    }
}
