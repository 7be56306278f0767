package dev.sockeye.socketio.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain records from JSON that is known to be valid, in one walk. Whatever is unusual it declines: then Jackson reads
 * the whole value anew, and says what is wrong if something is. Confined to one call.
 */
final class PlainReader {
    private static final Object DECLINED = EncodedArguments.NO_SHORT_WAY;

    // Nothing shorter meets a bound of Jackson's own, on the length of a text for one.
    private static final int MAX_SIZE = 1 << 20;
    // So many digits fit for sure.
    private static final int INT_DIGITS = 9;
    private static final int LONG_DIGITS = 18;
    // A whole number of so many is exact in a double.
    private static final int EXACT_DIGITS = 15;
    private static final int MAX_DECIMAL = 64;
    // Has more digits than any number that is read as a whole one.
    private static final long NO_NUMBER = Long.MIN_VALUE;

    private final byte[] array;
    private final int end;
    private int at;

    private PlainReader(byte[] array, int from, int end) {
        this.array = array;
        this.end = end;
        this.at = from;
    }

    /** Returns the record that a JSON value is, or {@link EncodedArguments#NO_SHORT_WAY}. */
    static Object read(PlainRecord plan, byte[] array, int from, int end) {
        return end - from > MAX_SIZE ? DECLINED : new PlainReader(array, from, end).object(plan, 1);
    }

    private Object object(PlainRecord plan, int depth) {
        if (depth > PlainRecord.MAX_DEPTH || array[at] != '{') {
            return DECLINED;
        }
        var components = plan.components;
        var values = new @Nullable Object[components.length];
        var seen = 0L;
        var next = 0;
        skip(1);
        var more = array[at] != '}';
        while (more) {
            var index = component(components, next);
            if (index < 0 || (seen & 1L << index) != 0) {
                return DECLINED;
            }
            seen |= 1L << index;
            next = index + 1;
            // Behind the name and the colon.
            skip(components[index].name.length);
            skip(1);
            var value = value(components[index].type, depth);
            if (value == DECLINED) {
                return DECLINED;
            }
            values[index] = value;
            skip(0);
            more = array[at] == ',';
            if (more) {
                skip(1);
            }
        }
        at++;
        if ((seen & plan.required) != plan.required) {
            return DECLINED;
        }
        try {
            return plan.make(values);
        } catch (Throwable e) {
            // Jackson meets it again, and then it becomes what it always does.
            return DECLINED;
        }
    }

    /** Finds the component whose name stands here: most objects have them in order. */
    private int component(PlainRecord.Component[] components, int expected) {
        if (expected < components.length && stands(components[expected].name)) {
            return expected;
        }
        for (var i = 0; i < components.length; i++) {
            if (stands(components[i].name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean stands(byte[] text) {
        if (text.length > end - at) {
            return false;
        }
        for (var i = 0; i < text.length; i++) {
            if (array[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Goes on by some bytes and behind the white space there. */
    private void skip(int bytes) {
        at += bytes;
        while (array[at] == ' ' || array[at] == '\n' || array[at] == '\r' || array[at] == '\t') {
            at++;
        }
    }

    // Reads lists itself, not in a method of their own: so it is long enough to end inlining, see ADR 17.
    private @Nullable Object value(PlainType type, int depth) {
        if (array[at] == 'n') {
            at += 4;
            return type.type.isPrimitive() ? DECLINED : null;
        }
        return switch (type.kind) {
            case TEXT -> text();
            case INT -> {
                var number = whole(INT_DIGITS);
                yield number == NO_NUMBER ? DECLINED : (Object) (int) number;
            }
            case LONG -> {
                var number = whole(LONG_DIGITS);
                yield number == NO_NUMBER ? DECLINED : (Object) number;
            }
            case DOUBLE -> decimal();
            case BOOL -> bool();
            case RECORD -> {
                var plan = PlainRecord.of(type.type);
                yield plan == null ? DECLINED : object(plan, depth + 1);
            }
            case LIST -> {
                if (type.element == null || depth == PlainRecord.MAX_DEPTH || array[at] != '[') {
                    yield DECLINED;
                }
                var list = new ArrayList<@Nullable Object>();
                skip(1);
                var more = array[at] != ']';
                while (more) {
                    var value = value(type.element, depth + 1);
                    if (value == DECLINED) {
                        yield DECLINED;
                    }
                    list.add(value);
                    skip(0);
                    more = array[at] == ',';
                    if (more) {
                        skip(1);
                    }
                }
                at++;
                yield list;
            }
        };
    }

    private Object text() {
        if (array[at] != '"') {
            return DECLINED;
        }
        var from = at + 1;
        var to = JsonWords.indexOfSpecial(array, from, end);
        if (array[to] == '"') {
            at = to + 1;
            return new String(array, from, to - from, StandardCharsets.UTF_8);
        }
        while (array[to] != '"') {
            to = JsonWords.indexOfSpecial(array, to + 2, end);
        }
        at = to + 1;
        return JsonText.read(array, from, to);
    }

    /** Reads a whole number, written without fraction and exponent; {@link #NO_NUMBER} for anything else. */
    private long whole(int digits) {
        var negative = array[at] == '-';
        var from = negative ? at + 1 : at;
        var to = from;
        var value = 0L;
        while (to - from <= digits && array[to] >= '0' && array[to] <= '9') {
            value = value * 10 + array[to++] - '0';
        }
        if (to == from || to - from > digits || inNumber(array[to])) {
            return NO_NUMBER;
        }
        at = to;
        return negative ? -value : value;
    }

    private Object decimal() {
        // Here too, since the negative zero of a whole number is none to Jackson.
        var whole = whole(EXACT_DIGITS);
        if (whole != NO_NUMBER) {
            return (double) whole;
        }
        var to = at;
        while (inNumber(array[to])) {
            to++;
        }
        if (to == at || to - at > MAX_DECIMAL) {
            return DECLINED;
        }
        var text = new String(array, at, to - at, StandardCharsets.ISO_8859_1);
        at = to;
        return Double.parseDouble(text);
    }

    private static boolean inNumber(byte c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
    }

    private Object bool() {
        var first = array[at];
        if (first != 't' && first != 'f') {
            return DECLINED;
        }
        at += first == 't' ? 4 : 5;
        return first == 't';
    }
}
