package dev.sockeye.cli.chat;

import java.util.Set;

/** Holds the limits of the chat, and checks what clients send against them: nothing else of theirs is believed. */
final class ChatRules {
    static final int NAME = 30;
    static final int ROOM = 30;
    static final int TEXT = 2_000;
    /** Bytes of a picture; as base64, which polling makes of it, it still fits the default of {@code maxPayload}. */
    static final int PICTURE = 512 * 1024;

    static final int ROOMS = 20;
    static final int MESSAGES_KEPT = 50;
    static final int PICTURES_KEPT = 4;

    private static final int FILE_NAME = 100;
    // Not SVG, which can hold scripts.
    private static final Set<String> PICTURE_TYPES =
            Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif");

    private ChatRules() {}

    static String name(String name) {
        return line("A name", name, NAME);
    }

    static String room(String room) {
        return line("The name of a room", room, ROOM);
    }

    static String text(String text) {
        return limited("A message", text.strip(), TEXT);
    }

    static Picture picture(Picture picture) {
        if (!PICTURE_TYPES.contains(picture.type())) {
            throw new RuleException("Only PNG, JPEG, GIF, WebP and AVIF pictures can be sent.");
        }
        var size = picture.bytes().length();
        if (size == 0 || size > PICTURE) {
            throw new RuleException("A picture must have 1 to " + PICTURE + " bytes, not " + size + '.');
        }
        var name = limited("The name of a picture", picture.name(), FILE_NAME);
        // Compact, because the history keeps it longer than the buffer that it arrived in should live.
        return new Picture(picture.type(), name, picture.bytes().compact());
    }

    private static String line(String what, String text, int most) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new RuleException(what + " must not hold control characters.");
        }
        return limited(what, text.strip(), most);
    }

    private static String limited(String what, String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            throw new RuleException(what + " must have 1 to " + most + " characters, not " + text.length() + '.');
        }
        return text;
    }
}
