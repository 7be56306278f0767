/**
 * A chat in rooms, as an example of an application: {@link dev.sockeye.cli.chat.Chat} says which events there are, {@link
 * dev.sockeye.cli.chat.ChatRooms} keeps rooms and people, and records are what travels. {@link
 * dev.sockeye.cli.chat.PageFiles} serves the page.
 */
@NullMarked
package dev.sockeye.cli.chat;

import org.jspecify.annotations.NullMarked;
