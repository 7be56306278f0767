package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Writes the head of an answer: put together in an array and handed over at once, since each call of a buffer's costs as
 * much as the bytes. Confined to an event loop.
 */
final class ResponseHead {
    private static final FastThreadLocal<ResponseHead> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected ResponseHead initialValue() {
            return new ResponseHead();
        }
    };

    private static final byte[] OK = statusLine(200);
    private static final byte[] SWITCHING_PROTOCOLS = ascii("HTTP/1.1 101 Switching Protocols\r\n"
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final byte[] LINE_END = {'\r', '\n'};

    private static final int LONGEST_KEPT = 4096;

    // For the head.
    private byte[] text = new byte[512];
    private int end;

    // For the second.
    private long second = -1;
    private byte[] date = {};

    private ResponseHead() {}

    /**
     * Writes a head.
     *
     * @param length of the body; negative where none is to be told
     */
    static void write(ByteBuf out, int status, Headers headers, int length) {
        var head = OF_LOOP.get();
        head.end = 0;
        head.put(status == 200 ? OK : statusLine(status));
        head.put(headers.lines());
        if (length >= 0) {
            head.put(CONTENT_LENGTH);
            head.put(length);
            head.put(LINE_END);
        }
        head.finish(out);
    }

    /**
     * Writes the head that opens a WebSocket.
     *
     * @param accept the value of {@code Sec-WebSocket-Accept}
     */
    static void writeUpgrade(ByteBuf out, byte[] accept, Headers more) {
        var head = OF_LOOP.get();
        head.end = 0;
        head.put(SWITCHING_PROTOCOLS);
        head.put(accept);
        head.put(LINE_END);
        head.put(more.lines());
        head.finish(out);
    }

    /** Returns about how many bytes a head takes. */
    static int estimate(Headers headers) {
        return 200 + headers.lines().length();
    }

    private void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, text, end, bytes.length);
        end += bytes.length;
    }

    /** Appends what is free of control characters: header fields are. What is not Latin-1 becomes a question mark. */
    private void put(String lines) {
        var length = lines.length();
        reserve(length);
        for (var i = 0; i < length; i++) {
            var c = lines.charAt(i);
            text[end + i] = (byte) (c < 256 ? c : '?');
        }
        end += length;
    }

    private void put(int number) {
        if (number >= 10) {
            put(number / 10);
        }
        reserve(1);
        text[end++] = (byte) ('0' + number % 10);
    }

    private void reserve(int bytes) {
        if (bytes > text.length - end) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, end + bytes));
        }
    }

    private void finish(ByteBuf out) {
        put(dateAndEnd());
        out.writeBytes(text, 0, end);
        if (text.length > LONGEST_KEPT) {
            text = new byte[512];
        }
    }

    private byte[] dateAndEnd() {
        var seconds = System.currentTimeMillis() / 1000;
        if (seconds != second) {
            second = seconds;
            date = date();
        }
        return date;
    }

    private static byte[] date() {
        var now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        return ascii("Date: " + now + "\r\n\r\n");
    }

    private static byte[] statusLine(int status) {
        return ascii("HTTP/1.1 " + status + ' ' + Answers.phrase(status) + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
