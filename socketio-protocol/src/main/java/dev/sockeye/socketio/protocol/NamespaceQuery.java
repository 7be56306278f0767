package dev.sockeye.socketio.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Is what a CONNECT of revision 4 names: {@code /chat?token=abc} is the namespace {@code /chat} and a query. Revision 5
 * knows no such query; there the whole text is the name.
 *
 * @param namespace the name without its query
 * @param query the parameters in their order; of a repeated one the last value
 */
public record NamespaceQuery(String namespace, Map<String, String> query) {
    // As many as the official server reads.
    private static final int MAX_PARAMETERS = 1_000;

    /** Copies the map. */
    public NamespaceQuery {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /**
     * Splits the namespace of a packet. Never fails: a broken percent sequence stands for itself, and parameters beyond
     * the thousandth are left out.
     */
    public static NamespaceQuery parse(String text) {
        var mark = text.indexOf('?');
        if (mark < 0) {
            return new NamespaceQuery(text, Map.of());
        }
        var query = new LinkedHashMap<String, String>();
        var at = mark + 1;
        for (var count = 0; at <= text.length() && count < MAX_PARAMETERS; ) {
            var end = text.indexOf('&', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                parameter(text, at, end, query);
                count++;
            }
            at = end + 1;
        }
        return new NamespaceQuery(text.substring(0, mark), query);
    }

    private static void parameter(String text, int from, int to, Map<String, String> query) {
        var equals = text.indexOf('=', from);
        if (equals < 0 || equals >= to) {
            query.put(decode(text.substring(from, to)), "");
        } else {
            query.put(decode(text.substring(from, equals)), decode(text.substring(equals + 1, to)));
        }
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (var i = 0; i < bytes.length; i++) {
            var high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            var low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                decoded.write((high << 4) | low);
                i += 2;
            } else {
                decoded.write(bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
