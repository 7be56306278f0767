package dev.sockeye.socketio.protocol;

/**
 * Bounds what one packet may hold. Immutable.
 *
 * @param attachments binary attachments per packet, and places where they stand, 10 by default (official option {@code
 *     maxAttachments})
 * @param attachmentBytes the sum of their bytes, 10,000,000 by default
 * @param arguments values per event or acknowledgement, 1,000 by default
 * @param depth nesting of JSON or MessagePack values, 128 by default
 * @param numberLength characters of one number, 1,000 by default
 * @param nameLength characters of one member's name, 10,000 by default
 * @param eventName characters of an event's name, 1,024 by default
 * @param namespace characters of a namespace, 512 by default
 */
public record ParserLimits(
        int attachments,
        long attachmentBytes,
        int arguments,
        int depth,
        int numberLength,
        int nameLength,
        int eventName,
        int namespace) {
    /** The defaults. */
    public static final ParserLimits DEFAULT = new ParserLimits(10, 10_000_000, 1_000, 128, 1_000, 10_000, 1_024, 512);

    /** Checks that each bound is one. */
    public ParserLimits {
        atLeast(0, attachments, "attachments");
        atLeast(0, attachmentBytes, "attachmentBytes");
        atLeast(0, arguments, "arguments");
        atLeast(1, depth, "depth");
        atLeast(1, numberLength, "numberLength");
        atLeast(0, nameLength, "nameLength");
        atLeast(0, eventName, "eventName");
        atLeast(1, namespace, "namespace");
    }

    private static void atLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
