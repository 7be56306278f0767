package dev.sockeye.cli.chat;

import java.util.Objects;

/**
 * Asks to be let into a room.
 *
 * @param name what one wants to be called
 * @param room the room, which is opened if it is not there yet
 */
record Entry(String name, String room) {
    /** Refuses what lacks a part; the client hears that it does not fit. */
    Entry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(room, "room");
    }
}
