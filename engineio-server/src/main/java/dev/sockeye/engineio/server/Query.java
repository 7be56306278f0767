package dev.sockeye.engineio.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the query of a request target: percent-decoded as UTF-8, {@code +} as a space, the last of equal names. */
final class Query {
    private Query() {}

    /** Is told where each parameter of a query stands in its text; one without a value has an empty one at its end. */
    interface Reader {
        void parameter(int name, int nameEnd, int value, int end);
    }

    /** Finds the parameters that there are in a text from a position on. */
    static void read(String raw, int from, Reader reader) {
        var start = from;
        while (start < raw.length()) {
            var end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                var equals = raw.indexOf('=', start);
                var nameEnd = equals < 0 || equals > end ? end : equals;
                reader.parameter(start, nameEnd, Math.min(nameEnd + 1, end), end);
            }
            start = end + 1;
        }
    }

    /**
     * Decodes a query.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    static Map<String, String> parse(String raw) {
        var query = new LinkedHashMap<String, String>();
        read(raw, 0, (name, nameEnd, value, end) -> query.put(decode(raw, name, nameEnd), decode(raw, value, end)));
        return Collections.unmodifiableMap(query);
    }

    /**
     * Decodes a part of a text.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    static String decode(String raw, int start, int end) {
        return escaped(raw, start, end) ? decodeEscapes(raw, start, end) : raw.substring(start, end);
    }

    /** Refuses a part of a text that {@link #decode} would refuse. */
    static void check(String raw, int start, int end) {
        if (escaped(raw, start, end)) {
            decodeEscapes(raw, start, end);
        }
    }

    private static boolean escaped(String raw, int start, int end) {
        for (var i = start; i < end; i++) {
            var c = raw.charAt(i);
            if (c == '%' || c == '+') {
                return true;
            }
        }
        return false;
    }

    private static String decodeEscapes(String raw, int start, int end) {
        var bytes = new ByteArrayOutputStream(end - start);
        for (var i = start; i < end; i++) {
            var c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= end) {
                    throw new IllegalArgumentException(
                            "query: an escape is cut off (expected: two hexadecimal digits)");
                }
                bytes.write(hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)));
                i += 2;
            } else if (c == '+') {
                bytes.write(' ');
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(char c) {
        var digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("query: an escape is no number (expected: two hexadecimal digits)");
        }
        return digit;
    }
}
