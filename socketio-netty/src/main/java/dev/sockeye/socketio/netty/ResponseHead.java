package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes the head of an answer. Confined to an event loop. */
final class ResponseHead {
    private static final FastThreadLocal<ResponseHead> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected ResponseHead initialValue() {
            return new ResponseHead();
        }
    };

    private static final byte[] OK = statusLine(200);
    private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
    private static final int CR_LF = '\r' << 8 | '\n';

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
        out.writeBytes(status == 200 ? OK : statusLine(status));
        // Headers has refused control characters; what is not Latin-1 becomes a question mark here.
        ByteBufUtil.writeAscii(out, headers.lines());
        if (length >= 0) {
            out.writeBytes(CONTENT_LENGTH);
            writeDecimal(out, length);
            ByteBufUtil.writeShortBE(out, CR_LF);
        }
        out.writeBytes(OF_LOOP.get().dateAndEnd());
    }

    private static void writeDecimal(ByteBuf out, int number) {
        if (number >= 10) {
            writeDecimal(out, number / 10);
        }
        out.writeByte('0' + number % 10);
    }

    /** Returns about how many bytes a head takes. */
    static int estimate(Headers headers) {
        return 128 + headers.lines().length();
    }

    private static byte[] statusLine(int status) {
        return ascii("HTTP/1.1 " + status + ' ' + Answers.phrase(status) + "\r\n");
    }

    private byte[] dateAndEnd() {
        var seconds = System.currentTimeMillis() / 1000;
        if (seconds != second) {
            second = seconds;
            var now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
            date = ascii("Date: " + now + "\r\n\r\n");
        }
        return date;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
