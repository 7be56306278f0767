package dev.sockeye.socketio.protocol;

import tools.jackson.core.io.NumberOutput;

/** Prints floating point numbers as ECMAScript does, which is what every official peer sends. */
final class EcmaNumber {
    // Every integer below is exact in a double, and prints without an exponent.
    private static final double EXACT_INTEGERS = 9_007_199_254_740_992d;

    private EcmaNumber() {}

    /** Returns the text of a number; {@code null} stands for NaN and the infinities, as in JSON of ECMAScript. */
    static String json(double value) {
        return Double.isFinite(value) ? text(value) : "null";
    }

    /** Returns the text of a number with the precision of a float. */
    static String json(float value) {
        return Float.isFinite(value) ? finite(NumberOutput.toString(value, true)) : "null";
    }

    /** Returns what {@code String(value)} is in ECMAScript. */
    static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (printsAsLong(value)) {
            return Long.toString((long) value);
        }
        return finite(shortest(value));
    }

    /** Tells whether a number prints as the whole number that it is. */
    static boolean printsAsLong(double value) {
        return Math.abs(value) < EXACT_INTEGERS && value == (long) value;
    }

    private static String shortest(double value) {
        var text = NumberOutput.toString(value, true);
        // Java prints two digits at least, ECMAScript one where it identifies the number: only the smallest subnormals
        // differ in more than a trailing zero (4.9E-324 is 5e-324 there).
        if (Math.abs(value) < 1e-320) {
            var exponent = text.indexOf('E');
            var sign = value < 0 ? 1 : 0;
            if (exponent - sign == 3) {
                var rounded = Math.round(Double.parseDouble(text.substring(sign, exponent)));
                var candidate = (sign == 1 ? "-" : "") + rounded + text.substring(exponent);
                if (Double.parseDouble(candidate) == value) {
                    return candidate;
                }
            }
        }
        return text;
    }

    /** Rewrites {@code -1.5E-7}, {@code 1.0E21} and the like. */
    private static String finite(String java) {
        var negative = java.charAt(0) == '-';
        var exponentAt = java.indexOf('E');
        var mantissa = java.substring(negative ? 1 : 0, exponentAt < 0 ? java.length() : exponentAt);
        var pointAt = mantissa.indexOf('.');
        var whole = pointAt < 0 ? mantissa : mantissa.substring(0, pointAt);
        var all = pointAt < 0 ? mantissa : whole + mantissa.substring(pointAt + 1);
        var from = 0;
        while (from < all.length() && all.charAt(from) == '0') {
            from++;
        }
        var to = all.length();
        while (to > from && all.charAt(to - 1) == '0') {
            to--;
        }
        if (from == to) {
            return "0";
        }
        var exponent = exponentAt < 0 ? 0 : Integer.parseInt(java.substring(exponentAt + 1));
        return layout(negative, all.substring(from, to), whole.length() - from + exponent);
    }

    /** Lays out {@code 0.digits × 10^point}. */
    private static String layout(boolean negative, String digits, int point) {
        var text = new StringBuilder(28);
        if (negative) {
            text.append('-');
        }
        var count = digits.length();
        if (point > 21 || point <= -6) {
            text.append(digits.charAt(0));
            if (count > 1) {
                text.append('.').append(digits, 1, count);
            }
            return text.append(point > 0 ? "e+" : "e-")
                    .append(Math.abs(point - 1))
                    .toString();
        }
        if (point <= 0) {
            return text.append("0.").append("0".repeat(-point)).append(digits).toString();
        }
        if (count <= point) {
            return text.append(digits).append("0".repeat(point - count)).toString();
        }
        return text.append(digits, 0, point)
                .append('.')
                .append(digits, point, count)
                .toString();
    }
}
