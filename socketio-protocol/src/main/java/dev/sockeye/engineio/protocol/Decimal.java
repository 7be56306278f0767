package dev.sockeye.engineio.protocol;

/** Reads and writes the lengths in revision 3's payloads: decimal digits, as ASCII or as the values 0 to 9. */
final class Decimal {
    /** More than a length that fits an {@code int} can need, some leading zeros aside. */
    private static final int MAX_DIGITS = 10;

    private Decimal() {}

    /** Returns the number of digits of a number that is not negative. */
    static int digits(int number) {
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * Writes a number that is not negative.
     *
     * @param zero the digit 0
     * @return the index behind it
     */
    static int write(int number, byte[] array, int from, int zero) {
        var end = from + digits(number);
        var rest = number;
        for (var at = end - 1; at >= from; at--) {
            array[at] = (byte) (zero + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /**
     * Finds the byte that ends a number.
     *
     * @throws EngineProtocolException if it is not where it could be
     */
    static int end(byte[] array, int from, int end, byte terminator) {
        var last = Math.min(end - 1, from + MAX_DIGITS);
        for (var at = from; at <= last; at++) {
            if (array[at] == terminator) {
                return at;
            }
        }
        throw new EngineProtocolException("packet length without an end");
    }

    /**
     * Reads the number between two indexes.
     *
     * @param zero the digit 0
     * @param available the number of bytes that follow, which a length can't exceed
     * @throws EngineProtocolException if it is anything but digits, or exceeds what is available
     */
    static int parse(byte[] array, int from, int end, int zero, int available) {
        if (from == end) {
            throw new EngineProtocolException("packet without a length");
        }
        var number = 0L;
        for (var at = from; at < end; at++) {
            var digit = array[at] - zero;
            if (digit < 0 || digit > 9) {
                throw new EngineProtocolException("packet length is not a number");
            }
            number = number * 10 + digit;
        }
        if (number > available) {
            throw new EngineProtocolException("packet is shorter than announced");
        }
        return (int) number;
    }
}
