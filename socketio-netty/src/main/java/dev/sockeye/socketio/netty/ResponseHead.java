package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Writes the head of an answer. */
final class ResponseHead {
    private static final FastThreadLocal<ResponseHead> DATES = new FastThreadLocal<>() {
        @Override
        protected ResponseHead initialValue() {
            return new ResponseHead();
        }
    };

    private long second = -1;
    private String date = "";

    private ResponseHead() {}

    static void write(ByteBuf out, int status, Headers headers) {
        ascii(out, "HTTP/1.1 ");
        ascii(out, Integer.toString(status));
        out.writeByte(' ');
        ascii(out, Answers.phrase(status));
        out.writeShort('\r' << 8 | '\n');
        headers.forEach((name, value) -> field(out, name, value));
        field(out, "Date", DATES.get().now());
        out.writeShort('\r' << 8 | '\n');
    }

    /** Returns about how many bytes a head takes. */
    static int estimate(Headers headers) {
        return 128 + 64 * headers.size();
    }

    private static void field(ByteBuf out, String name, String value) {
        ascii(out, name);
        out.writeShort(':' << 8 | ' ');
        // Headers has refused control characters; what is not Latin-1 becomes a question mark here.
        ascii(out, value);
        out.writeShort('\r' << 8 | '\n');
    }

    private static void ascii(ByteBuf out, String text) {
        ByteBufUtil.writeAscii(out, text);
    }

    private String now() {
        var seconds = System.currentTimeMillis() / 1000;
        if (seconds != second) {
            second = seconds;
            date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        }
        return date;
    }
}
