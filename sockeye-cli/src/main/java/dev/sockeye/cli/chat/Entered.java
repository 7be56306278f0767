package dev.sockeye.cli.chat;

import java.util.List;

/**
 * Tells somebody what the room looks like that they have entered.
 *
 * @param you who they are here
 * @param room the room's name
 * @param people who is in it, they themselves included
 * @param messages what was said last, the oldest first
 */
record Entered(Person you, String room, List<Person> people, List<ChatMessage> messages) {}
