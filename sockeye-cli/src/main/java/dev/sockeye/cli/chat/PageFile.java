package dev.sockeye.cli.chat;

import dev.sockeye.engineio.protocol.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * Is a file of the page.
 *
 * @param type the media type
 * @param bytes the content
 * @param etag the tag that changes with the content
 */
record PageFile(String type, Bytes bytes, String etag) {
    private static final int TAG_BYTES = 15;

    PageFile(String type, byte[] bytes) {
        this(type, Bytes.wrap(bytes), tag(bytes));
    }

    /** Tells whether a browser that names these tags has the file already. */
    boolean matches(String ifNoneMatch) {
        // A host that compresses weakens the tag, so both forms are ours.
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
    }

    private static String tag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            var start = Arrays.copyOf(digest, TAG_BYTES);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
