package dev.sockeye.socketio.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes and reads JSON strings as UTF-8, the way ECMAScript does: only what must be escaped is. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String SHORT_ESCAPES = "btnfr";
    private static final String SHORT_ESCAPED = "\b\t\n\f\r";

    private JsonText() {}

    /** Tells whether a character of a text is written as the one byte that it is. */
    private static boolean plain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    /**
     * Writes a short text, unless there is more to it than plain ASCII; needs room for the text and its quotes.
     *
     * @return the index behind it, or -1 if it can't be written so
     */
    static int writePlain(String text, byte[] to, int from) {
        var at = from;
        to[at++] = '"';
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (!plain(c)) {
                return -1;
            }
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        return at;
    }

    /** Returns the UTF-8 of a text if it can stand between quotes as it is, else null. Made for long texts. */
    static byte @Nullable [] unescaped(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        return JsonWords.indexOfSpecial(utf8, 0, utf8.length) == utf8.length && !replaced(text, utf8) ? utf8 : null;
    }

    /** Tells whether Java may have put a question mark in the place of a lone surrogate. */
    private static boolean replaced(String text, byte[] utf8) {
        var at = JsonWords.indexOf('?', utf8, 0, utf8.length);
        // Where all is ASCII, each question mark stands where its character stands in the text.
        while (at < utf8.length && utf8.length == text.length() && text.charAt(at) == '?') {
            at = JsonWords.indexOf('?', utf8, at + 1, utf8.length);
        }
        return at < utf8.length;
    }

    /** Returns how many bytes {@link #write} needs for a text, quotes included. */
    static int size(String text) {
        var plain = 0;
        while (plain < text.length() && plain(text.charAt(plain))) {
            plain++;
        }
        return plain == text.length() ? plain + 2 : sizeWithEscapes(text);
    }

    private static int sizeWithEscapes(String text) {
        var size = text.length() + 2L;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x80) {
                if (c < 0x20) {
                    size += SHORT_ESCAPED.indexOf(c) >= 0 ? 1 : 5;
                } else if (c == '"' || c == '\\') {
                    size++;
                }
            } else if (c < 0x800) {
                size++;
            } else if (!Character.isSurrogate(c)) {
                size += 2;
            } else if (paired(text, i)) {
                size += 2;
                i++;
            } else {
                size += 5;
            }
        }
        return Math.toIntExact(size);
    }

    /** Returns a text as a JSON string. */
    static byte[] bytes(String text) {
        var bytes = new byte[size(text)];
        write(text, bytes, 0);
        return bytes;
    }

    /** Writes a text as a JSON string and returns the index behind it; a lone surrogate is written as an escape. */
    static int write(String text, byte[] to, int at) {
        to[at++] = '"';
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < 0x80) {
                if (plain(c)) {
                    to[at++] = (byte) c;
                } else {
                    at = escape(c, to, at);
                }
            } else if (c < 0x800) {
                to[at++] = (byte) (0xc0 | (c >> 6));
                to[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                to[at++] = (byte) (0xe0 | (c >> 12));
                to[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                to[at++] = (byte) (0x80 | (c & 0x3f));
            } else if (paired(text, i)) {
                var point = Character.toCodePoint(c, text.charAt(++i));
                to[at++] = (byte) (0xf0 | (point >> 18));
                to[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
                to[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
                to[at++] = (byte) (0x80 | (point & 0x3f));
            } else {
                at = unicode(c, to, at);
            }
        }
        to[at++] = '"';
        return at;
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static int escape(char c, byte[] to, int at) {
        var known = SHORT_ESCAPED.indexOf(c);
        if (known < 0 && c < 0x20) {
            return unicode(c, to, at);
        }
        to[at++] = '\\';
        to[at++] = (byte) (known < 0 ? c : SHORT_ESCAPES.charAt(known));
        return at;
    }

    private static int unicode(char c, byte[] to, int at) {
        to[at++] = '\\';
        to[at++] = 'u';
        for (var shift = 12; shift >= 0; shift -= 4) {
            to[at++] = HEX[(c >> shift) & 0xf];
        }
        return at;
    }

    /** Reads what stands between the quotes of a valid JSON string. */
    static String read(byte[] array, int from, int to) {
        var escape = indexOfEscape(array, from, to);
        if (escape < 0) {
            return new String(array, from, to - from, StandardCharsets.UTF_8);
        }
        var text = new StringBuilder(to - from);
        var at = from;
        while (escape >= 0) {
            text.append(new String(array, at, escape - at, StandardCharsets.UTF_8));
            at = unescape(array, escape, text);
            escape = indexOfEscape(array, at, to);
        }
        return text.append(new String(array, at, to - at, StandardCharsets.UTF_8))
                .toString();
    }

    private static int indexOfEscape(byte[] array, int from, int to) {
        var at = JsonWords.indexOf('\\', array, from, to);
        return at == to ? -1 : at;
    }

    private static int unescape(byte[] array, int at, StringBuilder text) {
        var c = (char) array[at + 1];
        if (c == 'u') {
            var code = 0;
            for (var i = at + 2; i < at + 6; i++) {
                code = (code << 4) | Character.digit(array[i], 16);
            }
            text.append((char) code);
            return at + 6;
        }
        var known = SHORT_ESCAPES.indexOf(c);
        text.append(known < 0 ? c : SHORT_ESCAPED.charAt(known));
        return at + 2;
    }
}
