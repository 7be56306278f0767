package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body in memory that grows with what was received, whatever was announced. Confined to the event loop. */
final class BodyCollector {
    private static final int FIRST_CHUNK = 4096;

    private final long limit;
    private byte[] bytes = new byte[0];
    private int size;

    BodyCollector(long limit) {
        this.limit = Math.min(limit, Integer.MAX_VALUE - 16);
    }

    /** Takes a part; false if the body is now longer than its limit. */
    boolean add(ByteBuf part) {
        var count = part.readableBytes();
        if (count > limit - size) {
            return false;
        }
        if (count > bytes.length - size) {
            var wanted = Math.max((long) size + count, Math.max(FIRST_CHUNK, 2L * bytes.length));
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, wanted));
        }
        part.readBytes(bytes, size, count);
        size += count;
        return true;
    }

    Bytes bytes() {
        return Bytes.wrap(bytes, 0, size);
    }
}
