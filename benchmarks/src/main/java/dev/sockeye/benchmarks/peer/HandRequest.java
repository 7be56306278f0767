package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Is a request of a client that is known not to lie.
 *
 * @param post whether it has a body
 * @param sid the session, or an empty text
 * @param key the WebSocket key, or an empty text
 * @param body a slice that lives as long as what was read
 */
record HandRequest(boolean post, String sid, String key, ByteBuf body) {
    private static final String SID = "&sid=";
    private static final String KEY = "\r\nSec-WebSocket-Key: ";
    private static final String LENGTH = "\r\nContent-Length: ";

    /** Reads a whole request; null if there is none yet. */
    static @Nullable HandRequest read(ByteBuf in) {
        var start = in.readerIndex();
        var end = end(in, start);
        if (end < 0) {
            return null;
        }
        var head = in.toString(start, end - start, StandardCharsets.US_ASCII);
        var length = head.startsWith("POST") ? Integer.parseInt(value(head, LENGTH, '\r')) : 0;
        if (in.writerIndex() < end + length) {
            return null;
        }
        in.readerIndex(end + length);
        return new HandRequest(
                head.startsWith("POST"), value(head, SID, ' '), value(head, KEY, '\r'), in.slice(end, length));
    }

    private static int end(ByteBuf in, int from) {
        for (var i = from + 3; i < in.writerIndex(); i++) {
            if (in.getByte(i) == '\n' && in.getByte(i - 2) == '\n' && in.getByte(i - 1) == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private static String value(String head, String name, char end) {
        var at = head.indexOf(name);
        return at < 0 ? "" : head.substring(at + name.length(), head.indexOf(end, at + name.length()));
    }
}
