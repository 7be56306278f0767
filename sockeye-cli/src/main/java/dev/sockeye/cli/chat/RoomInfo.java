package dev.sockeye.cli.chat;

/**
 * Is a room as the list of rooms shows it.
 *
 * @param name the room's name
 * @param people how many are in it
 */
record RoomInfo(String name, int people) {}
