package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads one HTTP answer. Confined to the event loop. */
final class HttpAnswer {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_BODY = 64 << 20;
    private static final int TO_THE_END = -1;
    private static final int CHUNKED = -2;

    private byte[] bytes = new byte[512];
    private int size;

    /** Where the body begins; 0 while the head is read. */
    private int bodyStart;

    private int length;
    private int status;
    private boolean closes;

    /** Takes bytes; true when the answer is whole. */
    boolean feed(ByteBuf in) {
        var part = in.readableBytes();
        if (size + part > LONGEST_BODY + LONGEST_HEAD) {
            throw new LoadException("the server answers without an end");
        }
        if (bytes.length < size + part) {
            bytes = Arrays.copyOf(bytes, Math.max(size + part, 2 * bytes.length));
        }
        in.readBytes(bytes, size, part);
        var from = Math.max(0, size - 3);
        size += part;
        if (bodyStart == 0 && !head(from)) {
            return false;
        }
        return switch (length) {
            case TO_THE_END -> false;
            case CHUNKED -> size >= bodyStart + 5 && endsWith("0\r\n\r\n");
            default -> size >= bodyStart + length;
        };
    }

    boolean nothing() {
        return size == 0;
    }

    /** Tells whether the end of the connection is the end of the answer. */
    boolean endsWithConnection() {
        return bodyStart > 0 && length == TO_THE_END;
    }

    boolean closes() {
        return closes;
    }

    int status() {
        return status;
    }

    byte[] body() {
        if (length != CHUNKED) {
            return Arrays.copyOfRange(bytes, bodyStart, length == TO_THE_END ? size : bodyStart + length);
        }
        var body = new byte[size - bodyStart];
        var filled = 0;
        var at = bodyStart;
        while (true) {
            var end = at;
            while (bytes[end] != '\r') {
                end++;
            }
            var chunk = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.US_ASCII), 16);
            if (chunk == 0) {
                return Arrays.copyOf(body, filled);
            }
            System.arraycopy(bytes, end + 2, body, filled, chunk);
            filled += chunk;
            at = end + 2 + chunk + 2;
        }
    }

    private boolean head(int from) {
        for (var i = from; i + 4 <= size; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                read(i + 4);
                return true;
            }
        }
        if (size > LONGEST_HEAD) {
            throw new LoadException("the server answers with a head without an end");
        }
        return false;
    }

    private void read(int end) {
        bodyStart = end;
        var lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
        if (lines[0].length() < 12 || !lines[0].startsWith("HTTP/1.")) {
            throw new LoadException("what answers does not speak HTTP");
        }
        status = Integer.parseInt(lines[0].substring(9, 12));
        length = TO_THE_END;
        for (var i = 1; i < lines.length; i++) {
            var line = lines[i].toLowerCase(Locale.ROOT);
            if (line.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            } else if (line.startsWith("transfer-encoding:") && line.contains("chunked")) {
                length = CHUNKED;
            } else if (line.startsWith("connection:") && line.contains("close")) {
                closes = true;
            }
        }
        if (status == 204 || status == 304) {
            length = 0;
        }
    }

    private boolean endsWith(String end) {
        for (var i = 0; i < end.length(); i++) {
            if (bytes[size - end.length() + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
