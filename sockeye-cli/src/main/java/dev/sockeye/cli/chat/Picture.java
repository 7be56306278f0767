package dev.sockeye.cli.chat;

import dev.sockeye.engineio.protocol.Bytes;
import java.util.Objects;

/**
 * Is a picture, which travels as binary however deep it is nested.
 *
 * @param type the media type
 * @param name the name of the file
 * @param bytes the file
 */
record Picture(String type, String name, Bytes bytes) {
    /** Refuses what lacks a part; the client hears that it does not fit. */
    Picture {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bytes, "bytes");
    }
}
