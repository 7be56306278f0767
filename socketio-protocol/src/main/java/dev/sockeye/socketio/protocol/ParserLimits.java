package dev.sockeye.socketio.protocol;

/**
 * Bounds what one packet may hold. Immutable.
 *
 * @param attachments binary attachments per packet, 10 by default (official option {@code maxAttachments})
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
}
