package dev.sockeye.engineio.netty;

import java.time.Duration;

/**
 * Bounds one WebSocket. Immutable.
 *
 * @param maxMessage the largest message taken, in bytes after decompression; above it the connection fails with 1009
 * @param maxFragments how many frames one message may have; above it the connection fails with 1009
 * @param deflate whether permessage-deflate was negotiated, without context takeover on either side
 * @param deflateThreshold messages smaller than this many bytes are sent uncompressed
 * @param closeTimeout how long the closing handshake may take before the connection is closed all the same
 * @param writeTimeout how long a write may make no progress before the connection is closed
 */
public record WebSocketSettings(
        long maxMessage,
        int maxFragments,
        boolean deflate,
        int deflateThreshold,
        Duration closeTimeout,
        Duration writeTimeout) {
    private static final long LARGEST = Integer.MAX_VALUE - 1024L;

    /** Checks the bounds. */
    public WebSocketSettings {
        if (maxMessage < 0) {
            throw new IllegalArgumentException("maxMessage: " + maxMessage + " (expected: >= 0)");
        }
        if (maxFragments < 1) {
            throw new IllegalArgumentException("maxFragments: " + maxFragments + " (expected: > 0)");
        }
        // One message is one array.
        maxMessage = Math.min(maxMessage, LARGEST - (LARGEST >> 7));
    }

    /** Returns the defaults for a largest message: 1,024 fragments, no compression, 5 s to close, 30 s to write. */
    public static WebSocketSettings of(long maxMessage) {
        return new WebSocketSettings(maxMessage, 1024, false, 1024, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /** Returns these settings with permessage-deflate on. */
    public WebSocketSettings withDeflate(int threshold) {
        return new WebSocketSettings(maxMessage, maxFragments, true, threshold, closeTimeout, writeTimeout);
    }
}
