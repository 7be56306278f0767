package dev.sockeye.cli.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.StringNode;

/** Reads what a word stands for: JSON, a file's bytes, bytes in hexadecimal, or itself. */
final class Literal {
    private static final long MOST_BYTES = 100L << 20;
    private static final Pattern JSON =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private Literal() {}

    /**
     * Returns the values of words.
     *
     * @throws OrderException if one of them can't be read
     */
    static List<JsonNode> of(List<Word> words) {
        return words.stream().map(Literal::of).toList();
    }

    static JsonNode of(Word word) {
        var text = word.text();
        return switch (word.kind()) {
            case QUOTED -> StringNode.valueOf(text);
            case JSON -> Json.parse(text);
            case BARE -> {
                if (text.startsWith("hex:")) {
                    yield BinaryNode.valueOf(hex(text.substring(4)));
                }
                if (text.startsWith("@") && text.length() > 1) {
                    yield BinaryNode.valueOf(bytes(text.substring(1)));
                }
                yield JSON.matcher(text).matches() ? Json.parse(text) : StringNode.valueOf(text);
            }
        };
    }

    /** Returns a name: the word as it is, or a JSON text. */
    static String name(Word word) {
        if (word.kind() != Word.Kind.JSON) {
            return word.text();
        }
        var value = Json.parse(word.text());
        if (!value.isString()) {
            throw new OrderException(Shown.brief(word.text()) + " (expected: a name, such as message or \"a name\")");
        }
        return value.stringValue();
    }

    /**
     * Reads what the server is told when a namespace is joined: a JSON object, or a file with one. Nothing of it stands in
     * what is thrown.
     */
    static JsonNode auth(String text) {
        var json = text.startsWith("@") ? file(text.substring(1)) : text;
        Optional<JsonNode> value;
        try {
            value = Optional.of(Json.parse(json)).filter(JsonNode::isObject);
        } catch (OrderException e) {
            value = Optional.empty();
        }
        return value.orElseThrow(
                () -> new OrderException("auth: (not shown) (expected: a JSON object, or @ and a file with one)"));
    }

    private static String file(String name) {
        try {
            return new String(bytes(name), Shown.UTF_8);
        } catch (OrderException e) {
            throw new OrderException("auth: " + e.getMessage());
        }
    }

    private static byte[] hex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw new OrderException("hex:" + Shown.brief(digits) + " (expected: pairs of digits, such as hex:00ff)");
        }
    }

    private static byte[] bytes(String file) {
        try {
            var path = Path.of(file);
            if (Files.size(path) > MOST_BYTES) {
                throw new OrderException("@" + file + " (expected: a file of at most 100 MiB)");
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException e) {
            throw new OrderException("@" + Shown.brief(file) + " (expected: a readable file)");
        }
    }
}
