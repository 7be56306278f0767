package dev.sockeye.cli.connect;

import java.util.ArrayList;
import java.util.List;

/**
 * Is a word of a typed line: bare, between single quotes, or a JSON value, which may hold blanks.
 *
 * @param text what was typed, without single quotes
 */
record Word(String text, Kind kind) {
    /** Lists what words can be. */
    enum Kind {
        BARE,
        QUOTED,
        JSON
    }

    /**
     * Takes a line apart.
     *
     * @throws OrderException if a quote or bracket is never closed, or is followed by something else than a blank
     */
    static List<Word> of(String line) {
        var words = new ArrayList<Word>();
        var at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            var end = end(line, at);
            if (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                throw new OrderException("a blank is missing before " + Shown.brief(line.substring(end)));
            }
            words.add(word(line, at, end));
            at = end;
        }
        return words;
    }

    private static Word word(String line, int from, int to) {
        return switch (line.charAt(from)) {
            case '\'' -> new Word(line.substring(from + 1, to - 1), Kind.QUOTED);
            case '"', '{', '[' -> new Word(line.substring(from, to), Kind.JSON);
            default -> new Word(line.substring(from, to), Kind.BARE);
        };
    }

    private static int end(String line, int from) {
        return switch (line.charAt(from)) {
            case '\'' -> closing(line, from, line.indexOf('\'', from + 1));
            case '"' -> closing(line, from, closingQuote(line, from));
            case '{', '[' -> closing(line, from, closingBracket(line, from));
            default -> endOfBare(line, from);
        };
    }

    private static int closing(String line, int from, int last) {
        if (last < 0) {
            throw new OrderException(
                    "the " + line.charAt(from) + " is never closed: " + Shown.brief(line.substring(from)));
        }
        return last + 1;
    }

    private static int closingQuote(String line, int from) {
        for (var i = from + 1; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }

    /** Returns where as many brackets are closed as were opened; whether they match is for the JSON parser to say. */
    private static int closingBracket(String line, int from) {
        var depth = 0;
        for (var i = from; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i;
                    }
                }
                case '"' -> {
                    i = closingQuote(line, i);
                    if (i < 0) {
                        return -1;
                    }
                }
                default -> {
                    // Belongs to the value, whatever it is.
                }
            }
        }
        return -1;
    }

    private static int endOfBare(String line, int from) {
        var i = from;
        while (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
            i++;
        }
        return i;
    }
}
