package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body in memory that grows with what was received, whatever was announced. Confined to the event loop. */
final class BodyCollector {
    private static final int FIRST_CHUNK = 4096;

    private static final byte[] NONE = {};

    private final long limit;
    private final long announced;
    private byte[] bytes = NONE;
    private int size;

    /**
     * Makes one for a body.
     *
     * @param announced the length that the head tells, negative where it tells none
     */
    BodyCollector(long limit, long announced) {
        this.limit = Math.min(limit, Integer.MAX_VALUE - 16);
        this.announced = announced;
    }

    /** Takes a part; false if the body is now longer than its limit. */
    boolean add(ByteBuf part) {
        var count = part.readableBytes();
        if (count > limit - size) {
            return false;
        }
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, room((long) size + count)));
        }
        part.readBytes(bytes, size, count);
        size += count;
        return true;
    }

    /** Returns how much to make room for: what is announced where that is nearly here, else twice what there was. */
    private long room(long needed) {
        var more = Math.max(needed, Math.max(FIRST_CHUNK, 2L * bytes.length));
        return announced >= needed ? Math.min(announced, more) : more;
    }

    Bytes bytes() {
        return Bytes.wrap(bytes, 0, size);
    }
}
