package dev.sockeye.socketio.netty;

/** Knows which characters HTTP allows where (RFC 9110, section 5; RFC 3986, section 3.2.2). */
final class Grammar {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String HOST_MARKS = "-._~!$&'()*+,;=%";
    private static final boolean[] TOKEN = new boolean[256];

    static {
        for (var c = 0; c < 128; c++) {
            TOKEN[c] = letterOrDigit(c) || (c > 32 && TOKEN_MARKS.indexOf(c) >= 0);
        }
    }

    private Grammar() {}

    static boolean token(int c) {
        return TOKEN[c];
    }

    /** Tells whether a text is a token. */
    static boolean token(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 256 && token(c));
    }

    static boolean fieldValue(int c) {
        return c == '\t' || (c >= ' ' && c != 127);
    }

    static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean digits(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns the value of a hexadecimal digit, or -1. */
    static int hex(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** Tells whether a text is a host, with or without a port. */
    static boolean host(String text) {
        var end = text.length();
        var colon = text.lastIndexOf(':');
        if (colon >= 0 && colon > text.lastIndexOf(']')) {
            if (text.length() - colon > 6) {
                return false;
            }
            for (var i = colon + 1; i < text.length(); i++) {
                if (!digit(text.charAt(i))) {
                    return false;
                }
            }
            end = colon;
        }
        if (end == 0) {
            return false;
        }
        var literal = text.charAt(0) == '[';
        if (literal && (end < 4 || text.charAt(end - 1) != ']')) {
            return false;
        }
        for (var i = literal ? 1 : 0; i < (literal ? end - 1 : end); i++) {
            var c = text.charAt(i);
            var allowed = literal
                    ? hex(c) >= 0 || c == ':' || c == '.'
                    : c < 128 && (letterOrDigit(c) || HOST_MARKS.indexOf(c) >= 0);
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a comma-separated list holds a word, in any case. */
    static boolean listed(String list, String word) {
        for (var from = 0; from <= list.length(); ) {
            var comma = list.indexOf(',', from);
            var to = comma < 0 ? list.length() : comma;
            if (list.substring(from, to).strip().equalsIgnoreCase(word)) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private static boolean letterOrDigit(int c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
