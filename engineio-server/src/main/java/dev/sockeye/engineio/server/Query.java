package dev.sockeye.engineio.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the query of a request target: percent-decoded as UTF-8, {@code +} as a space, the last of equal names. */
final class Query {
    private Query() {}

    /**
     * Decodes a query.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    static Map<String, String> parse(String raw) {
        var query = new LinkedHashMap<String, String>();
        var start = 0;
        while (start < raw.length()) {
            var end = raw.indexOf('&', start);
            end = end < 0 ? raw.length() : end;
            if (end > start) {
                var equals = raw.indexOf('=', start);
                var nameEnd = equals < 0 || equals > end ? end : equals;
                var value = nameEnd == end ? "" : decode(raw, nameEnd + 1, end);
                query.put(decode(raw, start, nameEnd), value);
            }
            start = end + 1;
        }
        return Collections.unmodifiableMap(query);
    }

    private static String decode(String raw, int start, int end) {
        for (var i = start; i < end; i++) {
            var c = raw.charAt(i);
            if (c == '%' || c == '+') {
                return decodeEscapes(raw, start, end);
            }
        }
        return raw.substring(start, end);
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
