package dev.sockeye.socketio.netty;

/** Knows which characters HTTP allows where (RFC 9110, section 5; RFC 3986, section 3.2.2). */
final class Grammar {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final String HOST_MARKS = "-._~!$&'()*+,;=%";
    private static final boolean[] TOKEN = new boolean[256];
    private static final boolean[] HOST = new boolean[128];

    static {
        for (var c = 0; c < 128; c++) {
            TOKEN[c] = letterOrDigit(c) || (c > 32 && TOKEN_MARKS.indexOf(c) >= 0);
            HOST[c] = letterOrDigit(c) || HOST_MARKS.indexOf(c) >= 0;
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
        return !text.isEmpty() && digits(text, 0);
    }

    private static boolean digits(String text, int from) {
        for (var i = from; i < text.length(); i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a character stands for six bits in Base64. */
    static boolean base64(int c) {
        return letterOrDigit(c) || c == '+' || c == '/';
    }

    /** Returns the value of a hexadecimal digit, or -1. */
    static int hex(int c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** Tells whether a text is a host, with or without a port. */
    static boolean host(String text) {
        if (!text.isEmpty() && text.charAt(0) == '[') {
            return literal(text);
        }
        var end = 0;
        while (end < text.length() && text.charAt(end) < 128 && HOST[text.charAt(end)]) {
            end++;
        }
        return end > 0 && port(text, end);
    }

    private static boolean literal(String text) {
        var end = 1;
        while (end < text.length() && inLiteral(text.charAt(end))) {
            end++;
        }
        return end > 2 && end < text.length() && text.charAt(end) == ']' && port(text, end + 1);
    }

    private static boolean inLiteral(char c) {
        return hex(c) >= 0 || c == ':' || c == '.';
    }

    /** Tells whether nothing or a port stands behind a host. */
    private static boolean port(String text, int from) {
        return from == text.length()
                || (text.charAt(from) == ':' && text.length() - from <= 6 && digits(text, from + 1));
    }

    private static boolean letterOrDigit(int c) {
        return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
