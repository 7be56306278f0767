package dev.sockeye.socketio.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/** Makes random values and random JSON; the same seed makes the same ones. */
final class RandomValues {
    private static final String[] TEXTS = {
        "", "a", "_placeholders", "num", "€", "😀", "\"", "\\", "\n", "\u0000", "/,-", "\ud800"
    };

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String text() {
        var text = new StringBuilder();
        for (var i = below(4); i > 0; i--) {
            text.append(TEXTS[below(TEXTS.length)]);
        }
        return text.toString();
    }

    /** Makes a member's name: in those, Jackson reads no half of a surrogate pair. */
    private String name() {
        return text().replace("\ud800", "");
    }

    byte[] bytes(int maxLength) {
        var bytes = new byte[below(maxLength + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Makes a value with at most so many binary values within. */
    Object value(int depth, int[] binaries) {
        switch (below(depth > 0 ? 10 : 8)) {
            case 0, 1 -> {
                return text();
            }
            case 2 -> {
                return random.nextInt();
            }
            case 3 -> {
                return random.nextLong() >> 11;
            }
            case 4 -> {
                return random.nextBoolean();
            }
            case 5 -> {
                return random.nextGaussian() * Math.pow(10, below(40) - 20);
            }
            case 6, 7 -> {
                if (binaries[0] == 0) {
                    return text();
                }
                binaries[0]--;
                return bytes(20);
            }
            case 8 -> {
                var list = new ArrayList<>();
                for (var i = below(4); i > 0; i--) {
                    list.add(value(depth - 1, binaries));
                }
                return list;
            }
            default -> {
                var map = new LinkedHashMap<String, Object>();
                for (var i = below(4); i > 0; i--) {
                    map.put(name(), value(depth - 1, binaries));
                }
                return map;
            }
        }
    }

    List<Object> values() {
        var binaries = new int[] {below(2) * below(11)};
        var values = new ArrayList<>();
        for (var i = below(5); i > 0; i--) {
            values.add(value(4, binaries));
        }
        return values;
    }

    String space() {
        return below(8) > 0 ? "" : List.of(" ", "\n", "\t\r", "  ").get(below(4));
    }

    /** Makes JSON text, of every kind that the grammar knows. */
    String json(int depth) {
        return space() + bareJson(depth) + space();
    }

    private String bareJson(int depth) {
        return switch (below(depth > 0 ? 8 : 5)) {
            case 0 -> "null";
            case 1 -> below(2) == 0 ? "true" : "false";
            case 2 -> number();
            case 3, 4 -> jsonText();
            case 5, 6 -> {
                var members = new ArrayList<String>();
                for (var i = below(4); i > 0; i--) {
                    members.add(space() + jsonText().replace("\\uD83d\\ude00", "") + space() + ":" + json(depth - 1));
                }
                yield "{" + (members.isEmpty() ? space() : String.join(",", members)) + "}";
            }
            default -> {
                var elements = new ArrayList<String>();
                for (var i = below(4); i > 0; i--) {
                    elements.add(json(depth - 1));
                }
                yield "[" + (elements.isEmpty() ? space() : String.join(",", elements)) + "]";
            }
        };
    }

    private String number() {
        var text = new StringBuilder(below(2) == 0 ? "-" : "");
        text.append(below(2) == 0 ? "0" : String.valueOf(1 + below(1000)));
        if (below(2) == 0) {
            text.append('.').append(below(1000));
        }
        if (below(3) == 0) {
            text.append(below(2) == 0 ? 'e' : 'E')
                    .append(List.of("", "+", "-").get(below(3)))
                    .append(below(30));
        }
        return text.toString();
    }

    private String jsonText() {
        var parts = List.of(
                "a",
                "long enough to be skipped by the word",
                "é",
                "😀",
                "\\n",
                "\\u00e9",
                "\\uD83d\\ude00",
                "\\\"",
                "\\/",
                "_placeholder",
                "num");
        var text = new StringBuilder("\"");
        for (var i = below(4); i > 0; i--) {
            text.append(parts.get(below(parts.size())));
        }
        return text.append('"').toString();
    }

    /** Changes, removes or inserts one character. */
    String mutate(String text) {
        var characters = "{}[]\",:\\ -+.eE019tfnu_\u0000\u001fé";
        var at = below(text.length());
        var c = characters.charAt(below(characters.length()));
        return switch (below(3)) {
            case 0 -> text.substring(0, at) + c + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            default -> text.substring(0, at) + c + text.substring(at);
        };
    }
}
