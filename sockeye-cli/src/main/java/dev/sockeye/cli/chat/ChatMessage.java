package dev.sockeye.cli.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * Is something said in a room.
 *
 * @param id grows from message to message
 * @param from who said it
 * @param text the words, empty where there is a picture
 * @param picture the picture
 * @param at when the server took it
 */
record ChatMessage(long id, Person from, String text, Optional<Picture> picture, Instant at) {}
