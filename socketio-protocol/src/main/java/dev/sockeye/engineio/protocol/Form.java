package dev.sockeye.engineio.protocol;

import java.util.Optional;

/** Reads {@code application/x-www-form-urlencoded} bodies, one pass, without keeping what nobody asked for. */
final class Form {
    private Form() {}

    /**
     * Returns the decoded value of the one field that has this name of one letter; empty if there is none or more.
     *
     * @throws EngineProtocolException if it is not percent-encoded properly
     */
    static Optional<Bytes> onlyValue(Bytes form, char name) {
        Bytes found = null;
        var array = form.array();
        var end = form.offset() + form.length();
        for (var from = form.offset(); from < end; from++) {
            var to = indexOf('&', array, from, end);
            var equals = indexOf('=', array, from, to);
            if (named(array, from, equals, name)) {
                if (found != null) {
                    return Optional.empty();
                }
                var value = Math.min(equals + 1, to);
                found = Bytes.wrap(array, value, to - value);
            }
            from = to;
        }
        return Optional.ofNullable(found).map(Form::unquote);
    }

    private static int indexOf(char wanted, byte[] array, int from, int end) {
        var at = from;
        while (at < end && array[at] != wanted) {
            at++;
        }
        return at;
    }

    // A name may be percent-encoded like any value.
    private static boolean named(byte[] array, int from, int end, char name) {
        return switch (end - from) {
            case 1 -> array[from] == name;
            case 3 -> array[from] == '%' && (hex(array[from + 1]) << 4 | hex(array[from + 2])) == name;
            default -> false;
        };
    }

    private static Bytes unquote(Bytes quoted) {
        var array = quoted.array();
        var end = quoted.offset() + quoted.length();
        var bytes = new byte[quoted.length()];
        var length = 0;
        for (var at = quoted.offset(); at < end; at++) {
            var b = array[at];
            if (b == '%') {
                var value = end - at > 2 ? hex(array[at + 1]) << 4 | hex(array[at + 2]) : -1;
                if (value < 0) {
                    throw new EngineProtocolException("form is not percent-encoded properly");
                }
                bytes[length++] = (byte) value;
                at += 2;
            } else {
                bytes[length++] = b == '+' ? (byte) ' ' : b;
            }
        }
        return Bytes.wrap(bytes, 0, length);
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
