package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a batch of frames, pongs and a close frame into wire bytes, in pieces of bounded size: what a slow peer has not
 * taken yet stays in the shared frames instead of being copied for it. Control frames go between frames, never into one.
 * Confined to the event loop.
 */
final class FrameWriter {
    /** How many pongs wait at most; then a newer one replaces the oldest (RFC 6455, section 5.5.3, permits it). */
    static final int MAX_PONGS = 64;

    private static final int MAX_HEAD = 14;

    // First bytes of frames.
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PONG = 0x8A;
    private static final int RSV1 = 0x40;

    private final boolean masking;
    private final WebSocketSettings settings;

    // For the batch.
    private List<Frame> batch = List.of();
    private int next;
    private long unwritten;

    // For the frame that is being written.
    private Bytes payload = Bytes.EMPTY;
    private int written;
    private int key;

    private @Nullable ArrayDeque<byte[]> pongs;
    private byte @Nullable [] close;
    private boolean closed;

    FrameWriter(WebSocketRole role, WebSocketSettings settings) {
        this.masking = role == WebSocketRole.CLIENT;
        this.settings = settings;
    }

    /** Takes the next batch; the one before must be {@link #batchWritten() written}. */
    void batch(List<Frame> frames) {
        batch = frames;
        next = 0;
        for (var i = 0; i < frames.size(); i++) {
            unwritten += frames.get(i).length();
        }
    }

    /** Forgets what has not been begun of the batch. */
    void dropBatch() {
        batch = List.of();
        next = 0;
        unwritten = (long) payload.length() - written;
    }

    /** Takes a pong; false if another one had to make room. */
    boolean pong(byte[] content) {
        if (pongs == null) {
            pongs = new ArrayDeque<>(4);
        }
        var room = pongs.size() < MAX_PONGS;
        if (!room) {
            pongs.poll();
        }
        pongs.add(content);
        return room;
    }

    /** Takes a close frame, to be written behind the batch; nothing is written after it. Only the first counts. */
    void close(int code, String reason) {
        if (close != null) {
            return;
        }
        if (!CloseCode.sendable(code)) {
            close = new byte[0];
            return;
        }
        var text = truncated(reason.getBytes(StandardCharsets.UTF_8), 123);
        close = new byte[2 + text.length];
        close[0] = (byte) (code >> 8);
        close[1] = (byte) code;
        System.arraycopy(text, 0, close, 2, text.length);
    }

    boolean batchWritten() {
        return next == batch.size() && written == payload.length();
    }

    boolean pongsWaiting() {
        return pongs != null && !pongs.isEmpty();
    }

    /** Tells whether the close frame has been written. */
    boolean closed() {
        return closed;
    }

    /** Tells whether there is anything to write. */
    boolean ready() {
        return !closed && (!batchWritten() || pongsWaiting() || close != null);
    }

    /** Returns how many bytes of payload wait. */
    long unwritten() {
        return unwritten;
    }

    /** Returns how many bytes a call of {@link #fill} will write at most. */
    int estimate(int limit) {
        long sum = (long) MAX_HEAD + payload.length() - written + (close == null ? 0 : close.length + MAX_HEAD);
        if (pongs != null) {
            sum += 139L * pongs.size();
        }
        for (var i = next; i < batch.size() && sum < limit; i++) {
            sum += batch.get(i).length() + MAX_HEAD;
        }
        return (int) Math.min(sum, limit + 2L * MAX_HEAD + 250);
    }

    /** Writes until there is nothing left, or at least {@code limit} bytes are written; the excess is small. */
    void fill(ByteBuf out, int limit) {
        var more = true;
        while (more && out.readableBytes() < limit) {
            if (written < payload.length()) {
                part(out, limit - out.readableBytes());
            } else {
                more = !closed && next(out, limit);
            }
        }
        if (batchWritten()) {
            // Nothing of the past is held on to.
            batch = List.of();
            next = 0;
            payload = Bytes.EMPTY;
            written = 0;
            unwritten = 0;
        }
    }

    /** Writes the next frame, or its beginning; false if there is none. */
    private boolean next(ByteBuf out, int limit) {
        if (pongs != null && !pongs.isEmpty()) {
            control(out, PONG, pongs.remove());
        } else if (next < batch.size()) {
            frame(out, batch.get(next++), limit);
        } else if (close != null) {
            closed = true;
            control(out, CLOSE, close);
        } else {
            return false;
        }
        return true;
    }

    private void control(ByteBuf out, int first, byte[] content) {
        head(out, first, content.length);
        append(out, content, 0, content.length, 0);
    }

    private void frame(ByteBuf out, Frame frame, int limit) {
        var first = frame.binary() ? BINARY : TEXT;
        var shorter = compressed(frame);
        if (shorter != null) {
            unwritten -= frame.length() - shorter.length();
            if (!begin(out, first | RSV1, shorter.array(), shorter.offset(), shorter.length(), limit)) {
                payload = shorter;
            }
        } else if (!begin(out, first, frame.array(), frame.offset(), frame.length(), limit)) {
            payload = frame.payload();
        }
    }

    /** Begins a frame; tells whether it is written whole, or but its head, since there is no room for the rest. */
    private boolean begin(ByteBuf out, int first, byte[] array, int offset, int length, int limit) {
        head(out, first, length);
        if (length > limit - out.readableBytes()) {
            written = 0;
            return false;
        }
        unwritten -= length;
        append(out, array, offset, length, 0);
        return true;
    }

    /** Returns a frame's shorter form, if it is to have one and that is shorter. */
    private @Nullable Bytes compressed(Frame frame) {
        if (!settings.deflate() || !frame.compress() || frame.length() < Math.max(1, settings.deflateThreshold())) {
            return null;
        }
        var shorter = CompressedForm.of(frame);
        return shorter.length() < frame.length() ? shorter : null;
    }

    private void head(ByteBuf out, int first, int length) {
        var mask = masking ? 0x80 : 0;
        if (length < 126) {
            out.writeShort(first << 8 | mask | length);
        } else if (length < 65536) {
            out.writeInt((first << 8 | mask | 126) << 16 | length);
        } else {
            out.writeShort(first << 8 | mask | 127).writeLong(length);
        }
        if (masking) {
            key = MaskingKeys.next();
            out.writeInt(key);
        }
    }

    private void part(ByteBuf out, int room) {
        var n = Math.min(room, payload.length() - written);
        append(out, payload.array(), payload.offset() + written, n, written);
        written += n;
        unwritten -= n;
    }

    private void append(ByteBuf out, byte[] bytes, int from, int length, int phase) {
        if (masking) {
            var copy = Arrays.copyOfRange(bytes, from, from + length);
            Masking.apply(copy, 0, length, key, phase);
            out.writeBytes(copy);
        } else {
            out.writeBytes(bytes, from, length);
        }
    }

    private static byte[] truncated(byte[] utf8, int limit) {
        if (utf8.length <= limit) {
            return utf8;
        }
        var end = limit;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }
}
