package dev.sockeye.engineio.server.host;

/**
 * Bounds one WebSocket. Immutable.
 *
 * @param maxMessage the largest message taken, in bytes after decompression; above it the channel closes with 1009
 * @param deflate whether permessage-deflate is negotiated where the peer offers it
 * @param deflateThreshold messages smaller than this many bytes are sent uncompressed
 */
public record WebSocketOptions(long maxMessage, boolean deflate, int deflateThreshold) {}
