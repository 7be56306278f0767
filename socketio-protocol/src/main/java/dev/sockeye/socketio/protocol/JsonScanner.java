package dev.sockeye.socketio.protocol;

import java.util.Arrays;

/**
 * Checks JSON (RFC 8259, strictly) and finds where values begin and end, without building anything and without recursion.
 * On the way it finds the objects that stand for attachments. Works on UTF-8 that is known to be valid.
 *
 * <p>Confined to its decoder's lane; reused from packet to packet.
 */
final class JsonScanner {
    private static final int ARRAY = 0;
    private static final int OBJECT = 1;
    private static final int PLACEHOLDER = 2;
    private static final int NO_NUMBER = -1;
    private static final int BAD_NUMBER = -2;

    private final ParserLimits limits;

    // for one packet
    private byte[] array = new byte[0];
    private int end;
    private int attachments;
    private boolean escaped;
    private int[] bounds = new int[16];
    private int[] placeholders = new int[6];
    private int placeholderInts;

    // one entry per open container
    private int[] kinds = new int[8];
    private int[] starts = new int[8];
    private int[] numbers = new int[8];

    JsonScanner(ParserLimits limits) {
        this.limits = limits;
    }

    /**
     * Scans one array that fills the range but for white space.
     *
     * @param attachments how many attachments placeholders can refer to; 0 where objects that look like placeholders are
     *     ordinary data
     * @param maxValues how many values the array may have
     * @return how many values there are; {@link #bound} and {@link #bounds} tell where
     */
    int values(byte[] array, int from, int to, int attachments, int maxValues) {
        begin(array, to, attachments);
        var at = space(from);
        if (byteAt(at) != '[') {
            throw invalid();
        }
        at = space(at + 1);
        var count = 0;
        if (byteAt(at) == ']') {
            at++;
        } else {
            for (var more = true; more; count++) {
                if (count == maxValues) {
                    throw new SocketProtocolException("too many arguments");
                }
                if (2 * count == bounds.length) {
                    bounds = Arrays.copyOf(bounds, 4 * count);
                }
                bounds[2 * count] = at;
                at = value(at, 1);
                bounds[2 * count + 1] = at;
                at = space(at);
                more = byteAt(at) == ',';
                if (!more && byteAt(at) != ']') {
                    throw invalid();
                }
                at = more ? space(at + 1) : at + 1;
            }
        }
        finish(at);
        return count;
    }

    /** Returns where a value of the last array begins, at even indexes, or ends, at odd ones. */
    int bound(int index) {
        return bounds[index];
    }

    /** Returns where each value of the last array begins and ends, in pairs. */
    int[] bounds(int first, int count) {
        return Arrays.copyOfRange(bounds, 2 * first, 2 * count);
    }

    /** Scans one value that fills the range but for white space, and returns where it begins and ends. */
    int[] value(byte[] array, int from, int to) {
        begin(array, to, 0);
        var start = space(from);
        var behind = value(start, 0);
        finish(behind);
        return new int[] {start, behind};
    }

    /** Tells whether the last scan found any object that looks like a placeholder. */
    boolean anyPlaceholder() {
        return placeholderInts > 0;
    }

    /**
     * Returns the placeholders of the last scan in triples: where each begins and ends, and its number; or the objects
     * that only look like one, with a negative number.
     */
    int[] placeholders() {
        return placeholderInts == 0 ? JsonArguments.NONE : Arrays.copyOf(placeholders, placeholderInts);
    }

    private void begin(byte[] array, int to, int attachments) {
        this.array = array;
        this.end = to;
        this.attachments = attachments;
        placeholderInts = 0;
    }

    private void finish(int at) {
        if (space(at) != end) {
            throw invalid();
        }
        // An idle connection holds on to no message.
        array = JsonArguments.EMPTY;
    }

    /**
     * Scans a value and returns the index behind it; {@code base} containers are open around it. Not to become shorter: it is
     * not compiled into its callers (ADR 17).
     */
    private int value(int start, int base) {
        var at = start;
        var depth = base;
        while (true) {
            switch (byteAt(at)) {
                case '{' -> {
                    open(depth++, OBJECT, at);
                    at = space(at + 1);
                    if (byteAt(at) != '}') {
                        at = name(at, depth - 1);
                        continue;
                    }
                }
                case '[' -> {
                    open(depth++, ARRAY, at);
                    at = space(at + 1);
                    if (byteAt(at) != ']') {
                        continue;
                    }
                }
                case '"' -> at = string(at + 1);
                case 't' -> at = literal(at, 't', 'r', 'u', 'e');
                case 'f' -> at = literal(at + 1, 'a', 'l', 's', 'e');
                case 'n' -> at = literal(at, 'n', 'u', 'l', 'l');
                default -> at = number(at);
            }
            // Behind a value, or at the end of an empty container: close what ends here, then go on to the next value.
            while (true) {
                if (depth == base) {
                    return at;
                }
                at = space(at);
                var c = byteAt(at);
                var object = kinds[depth - 1] != ARRAY;
                if (c == ',') {
                    at = space(at + 1);
                    if (object) {
                        at = name(at, depth - 1);
                    }
                    break;
                }
                if (c != (object ? '}' : ']')) {
                    throw invalid();
                }
                at++;
                depth--;
                if (kinds[depth] == PLACEHOLDER) {
                    placeholder(starts[depth], at, numbers[depth]);
                }
            }
        }
    }

    private void open(int depth, int kind, int at) {
        if (depth >= limits.depth()) {
            throw tooDeep();
        }
        if (depth == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * depth);
            starts = Arrays.copyOf(starts, 2 * depth);
            numbers = Arrays.copyOf(numbers, 2 * depth);
        }
        kinds[depth] = kind;
        starts[depth] = at;
        numbers[depth] = NO_NUMBER;
    }

    /** Scans a member's name and colon, and returns the index of its value. */
    private int name(int at, int depth) {
        if (byteAt(at) != '"') {
            throw invalid();
        }
        var from = at + 1;
        var behind = string(from);
        var to = behind - 1;
        if (to - from > limits.nameLength() && length(from, to) > limits.nameLength()) {
            throw new SocketProtocolException("a member's name is too long");
        }
        at = space(behind);
        if (byteAt(at) != ':') {
            throw invalid();
        }
        at = space(at + 1);
        if (escaped || array[from] == '_' || array[from] == 'n') {
            mark(from, to, at, depth);
        }
        return at;
    }

    /** Notes the two members that make an object a placeholder; of repeated ones the last counts. */
    private void mark(int from, int to, int value, int depth) {
        if (is("_placeholder", from, to)) {
            var isTrue = end - value >= 4
                    && array[value] == 't'
                    && array[value + 1] == 'r'
                    && array[value + 2] == 'u'
                    && array[value + 3] == 'e';
            kinds[depth] = isTrue ? PLACEHOLDER : OBJECT;
        } else if (is("num", from, to)) {
            numbers[depth] = index(value);
        }
    }

    private boolean is(String name, int from, int to) {
        if (escaped) {
            return to - from <= 6 * name.length()
                    && JsonText.read(array, from, to).equals(name);
        }
        if (to - from != name.length()) {
            return false;
        }
        for (var i = 0; i < name.length(); i++) {
            if (array[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads plain decimal digits below the number of attachments; anything else is a bad number. */
    private int index(int at) {
        var from = at;
        var index = 0L;
        while (at < end && array[at] >= '0' && array[at] <= '9' && index < Integer.MAX_VALUE) {
            index = index * 10 + array[at++] - '0';
        }
        var ended = at == end || array[at] == ',' || array[at] == '}' || array[at] <= ' ';
        return at > from && ended && index < attachments ? (int) index : BAD_NUMBER;
    }

    private void placeholder(int from, int to, int number) {
        if (attachments > 0 && number < 0) {
            throw new SocketProtocolException("illegal attachments");
        }
        // One inside another is not looked at by anybody: the outer one is replaced whole.
        while (placeholderInts > 0 && placeholders[placeholderInts - 3] > from) {
            placeholderInts -= 3;
        }
        // One attachment may stand in several places, but each costs a copy of it once somebody wants the values.
        if (attachments > 0 && placeholderInts / 3 >= limits.attachments()) {
            throw new SocketProtocolException("too many attachments");
        }
        if (placeholderInts == placeholders.length) {
            placeholders = Arrays.copyOf(placeholders, 2 * placeholderInts);
        }
        placeholders[placeholderInts++] = from;
        placeholders[placeholderInts++] = to;
        placeholders[placeholderInts++] = attachments > 0 ? number : BAD_NUMBER;
    }

    /** Scans what follows an opening quote and returns the index behind the closing one. */
    private int string(int at) {
        escaped = false;
        while (true) {
            at = JsonWords.indexOfSpecial(array, at, end);
            switch (byteAt(at)) {
                case '"' -> {
                    return at + 1;
                }
                case '\\' -> {
                    escaped = true;
                    at = escape(at + 1);
                }
                default -> throw invalid();
            }
        }
    }

    private int escape(int at) {
        switch (byteAt(at)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 1;
            }
            case 'u' -> {
                for (var i = 1; i <= 4; i++) {
                    var c = byteAt(at + i);
                    if (c < 0 || Character.digit((char) c, 16) < 0) {
                        throw invalid();
                    }
                }
                return at + 5;
            }
            default -> throw invalid();
        }
    }

    /** Counts the UTF-16 units of a string's content. */
    private int length(int from, int to) {
        var units = 0;
        for (var at = from; at < to; at++) {
            var c = array[at] & 0xff;
            if (c == '\\') {
                at += array[at + 1] == 'u' ? 5 : 1;
            }
            // A continuation byte adds nothing; four bytes are a pair of surrogates.
            units += c >= 0xf0 ? 2 : (c & 0xc0) == 0x80 ? 0 : 1;
        }
        return units;
    }

    private int number(int start) {
        var at = byteAt(start) == '-' ? start + 1 : start;
        at = byteAt(at) == '0' ? at + 1 : digits(at);
        if (byteAt(at) == '.') {
            at = digits(at + 1);
        }
        if (byteAt(at) == 'e' || byteAt(at) == 'E') {
            var sign = byteAt(at + 1);
            at = digits(sign == '+' || sign == '-' ? at + 2 : at + 1);
        }
        if (at - start > limits.numberLength()) {
            throw new SocketProtocolException("a number is too long");
        }
        return at;
    }

    private int digits(int at) {
        var from = at;
        while (at < end && array[at] >= '0' && array[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw invalid();
        }
        return at;
    }

    private int literal(int at, char a, char b, char c, char d) {
        if (end - at < 4 || array[at] != a || array[at + 1] != b || array[at + 2] != c || array[at + 3] != d) {
            throw invalid();
        }
        return at + 4;
    }

    private int space(int at) {
        while (at < end) {
            var c = array[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return at;
            }
            at++;
        }
        return at;
    }

    /** Returns a byte, or -1 at the end; bytes of multi-byte characters are negative too, and nowhere expected. */
    private int byteAt(int at) {
        return at < end ? array[at] : -1;
    }

    private static SocketProtocolException invalid() {
        return new SocketProtocolException("invalid payload");
    }

    private static SocketProtocolException tooDeep() {
        return new SocketProtocolException("values are nested too deeply");
    }
}
