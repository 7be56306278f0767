package dev.sockeye.cli.connect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Writes what came from outside for people: on one line, and without anything that a terminal would obey. */
final class Shown {
    static final Charset UTF_8 = StandardCharsets.UTF_8;

    private static final int BRIEF = 80;
    private static final int SENTENCE = 400;
    private static final int HEX_BYTES = 16;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$@./:!?*+~-]+");

    private Shown() {}

    /** Returns arguments: JSON each, with a blank between them. */
    static String values(List<JsonNode> values) {
        return values.stream().map(Shown::value).collect(Collectors.joining(" "));
    }

    static String value(JsonNode value) {
        var text = new StringBuilder();
        write(value, text);
        return harmless(text.toString());
    }

    /** Returns the name of an event, in quotes if it has blanks or the like. */
    static String name(String name) {
        return PLAIN.matcher(name).matches() ? harmless(name) : value(StringNode.valueOf(name));
    }

    /** Returns a word or two of somebody else, cut where it is long. */
    static String brief(String text) {
        return cut(text, BRIEF);
    }

    /** Returns a sentence of somebody else, cut where it is very long. */
    static String sentence(String text) {
        return cut(text, SENTENCE);
    }

    private static String cut(String text, int most) {
        var line = harmless(text.replaceAll("\\s+", " ").strip());
        return line.length() > most ? line.substring(0, most) + "…" : line;
    }

    /** Returns the text with control characters, and those that turn the direction of writing, as JSON writes them. */
    static String harmless(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 127)) {
            return text;
        }
        var line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (shows(c)) {
                line.appendCodePoint(c);
            } else {
                for (var unit : Character.toChars(c)) {
                    line.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return line.toString();
    }

    private static boolean shows(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }

    private static void write(JsonNode value, StringBuilder to) {
        if (value.isBinary()) {
            to.append(binary(value.binaryValue()));
        } else if (value.isObject()) {
            var separator = "{";
            for (var member : value.properties()) {
                to.append(separator)
                        .append(Json.write(StringNode.valueOf(member.getKey())))
                        .append(':');
                write(member.getValue(), to);
                separator = ",";
            }
            to.append(value.isEmpty() ? "{}" : "}");
        } else if (value.isArray()) {
            var separator = "[";
            for (var element : value.values()) {
                to.append(separator);
                write(element, to);
                separator = ",";
            }
            to.append(value.isEmpty() ? "[]" : "]");
        } else {
            to.append(Json.write(value));
        }
    }

    private static String binary(byte[] bytes) {
        var begin = HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, HEX_BYTES)));
        var rest = bytes.length > HEX_BYTES ? "…" : "";
        var unit = bytes.length == 1 ? " byte" : " bytes";
        return "<binary " + bytes.length + unit + (bytes.length == 0 ? "" : ": " + begin + rest) + '>';
    }
}
