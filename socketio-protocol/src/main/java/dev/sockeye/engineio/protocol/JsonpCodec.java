package dev.sockeye.engineio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Wraps payloads in scripts and unwraps them from forms: polling for browsers without cross-origin requests. Stateless.
 * A payload that goes through here is in text form ({@code base64} of {@link PayloadCodec#encode} is set).
 */
public final class JsonpCodec {
    private static final byte[] HEAD = "___eio[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MIDDLE = "](\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FOOT = "\");".getBytes(StandardCharsets.US_ASCII);

    private JsonpCodec() {}

    /** Returns the ASCII digits of the query parameter {@code j}, and nothing else of it; may be empty. */
    public static String index(String j) {
        var digits = new StringBuilder();
        for (var i = 0; i < j.length(); i++) {
            if (digit(j.charAt(i))) {
                digits.append(j.charAt(i));
            }
        }
        return digits.toString();
    }

    /**
     * Encodes a payload as the script {@code ___eio[<index>]("…");}, valid JavaScript and harmless within HTML whatever
     * the payload holds.
     *
     * @param index from {@link #index}
     * @param payload valid UTF-8
     * @throws IllegalArgumentException if the index is not made of digits
     * @throws ArithmeticException if the script would be larger than 2 GiB
     */
    public static Bytes encode(String index, Bytes payload) {
        for (var i = 0; i < index.length(); i++) {
            if (!digit(index.charAt(i))) {
                throw new IllegalArgumentException("index: " + index + " (expected: digits)");
            }
        }
        var size = (long) HEAD.length + index.length() + MIDDLE.length + ScriptString.size(payload) + FOOT.length;
        var script = new byte[Math.toIntExact(size)];
        var at = append(HEAD, script, 0);
        at = append(index.getBytes(StandardCharsets.US_ASCII), script, at);
        at = append(MIDDLE, script, at);
        at = ScriptString.write(payload, script, at);
        append(FOOT, script, at);
        return Bytes.wrap(script);
    }

    /**
     * Decodes the form that carries a payload in its field {@code d}. What comes out is never longer than what went in.
     *
     * @return the payload in text form, not yet known to be valid UTF-8; empty if the field is missing or repeated, and
     *     then the request means nothing
     * @throws EngineProtocolException if the field is not percent-encoded properly
     */
    public static Optional<Bytes> decode(Bytes form) {
        return Form.onlyValue(form, 'd').map(JsonpCodec::unescape);
    }

    /**
     * Undoes what the client does to protect newlines, which browsers change in forms: backslash-n alone is a newline;
     * behind further backslashes it is itself, with one backslash less.
     */
    private static Bytes unescape(Bytes value) {
        var array = value.array();
        var end = value.offset() + value.length();
        var text = new byte[value.length()];
        var length = 0;
        var at = value.offset();
        while (at < end) {
            if (array[at] != '\\') {
                text[length++] = array[at++];
                continue;
            }
            var run = at;
            while (at < end && array[at] == '\\') {
                at++;
            }
            var backslashes = at - run;
            if (at < end && array[at] == 'n') {
                backslashes--;
                if (backslashes == 0) {
                    text[length++] = '\n';
                    at++;
                }
            }
            for (var i = 0; i < backslashes; i++) {
                text[length++] = '\\';
            }
        }
        return Bytes.wrap(text, 0, length);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int append(byte[] part, byte[] script, int at) {
        System.arraycopy(part, 0, script, at, part.length);
        return at + part.length;
    }
}
