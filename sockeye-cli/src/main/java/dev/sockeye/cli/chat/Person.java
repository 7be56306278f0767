package dev.sockeye.cli.chat;

/**
 * Is somebody in the chat, as others see them.
 *
 * @param id a number of the chat's own: the id of a socket is not for others to know
 * @param name what they call themselves; others may have the same name
 */
record Person(long id, String name) {}
