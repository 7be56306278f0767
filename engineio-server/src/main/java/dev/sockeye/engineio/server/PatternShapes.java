package dev.sockeye.engineio.server;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a regular expression far enough to make up texts for it: one shape for each way through its alternatives. What it
 * can't read it leaves out, so whoever uses a text asks the pattern itself first. Confined to one thread.
 */
final class PatternShapes {
    private static final int MOST = 128;
    private static final int DEEPEST = 20;
    private static final int MOST_COPIES = 4;
    private static final int LONGEST = 64;
    private static final Pattern ESCAPED = Pattern.compile("\\\\[^a-zA-Z]");
    private static final Pattern QUOTED = Pattern.compile("\\\\Q(.*?)(?:\\\\E|$)", Pattern.DOTALL);
    private static final Pattern GROUP =
            Pattern.compile("\\?(?:<?[=!]|<[a-zA-Z]\\w*>|[a-zA-Z-]*:|>|[a-zA-Z-]*(?=\\)))");
    private static final Pattern TIMES = Pattern.compile("([?*+]|\\{(\\d{1,6})(,(\\d{0,6}))?\\})[?+]?");

    private final String source;
    private int at;
    private boolean complete = true;

    private PatternShapes(String source) {
        this.source = source;
    }

    /**
     * Is one way through a pattern. Immutable.
     *
     * @param parts what stands behind each other
     * @param branches the alternatives on the way, each with its place in the pattern
     */
    record Shape(List<Part> parts, Set<Branch> branches) {
        static final Shape EMPTY = new Shape(List.of(), Set.of());

        Shape then(Shape next) {
            var all = new ArrayList<>(parts);
            all.addAll(next.parts);
            var taken = new HashSet<>(branches);
            taken.addAll(next.branches);
            return new Shape(all, taken);
        }

        /** Returns the shortest text, where a dot stands for itself. */
        String text() {
            return filled(-1, "");
        }

        /** Returns a text with one part filled, and the others as short as they may be. */
        String filled(int index, String fill) {
            var text = new StringBuilder();
            for (var i = 0; i < parts.size(); i++) {
                text.append(i == index ? fill : parts.get(i).text());
            }
            return text.toString();
        }
    }

    /**
     * Is a part of a shape: one sort of character, as often as it may stand there. Immutable.
     *
     * @param sort the expression for one character
     * @param text the shortest text for it
     * @param least how often it must stand there
     * @param most how often it may
     */
    record Part(String sort, String text, int least, int most) {
        /** Tells whether it is a dot that stands for any character. */
        boolean dot() {
            return sort.equals(".") && least == 1 && most == 1;
        }

        boolean repeated() {
            return most > 1;
        }

        boolean takes(String fill) {
            return fill.length() >= least && fill.length() <= most && fill.matches("(?:" + sort + ")*");
        }
    }

    /**
     * Is one of several alternatives. Immutable.
     *
     * @param start where it begins in the pattern
     * @param text the alternative
     */
    record Branch(int start, String text) {}

    /** Returns the shapes of a pattern; none if there are too many to know them all. */
    static List<Shape> of(Pattern pattern) {
        if ((pattern.flags() & Pattern.LITERAL) != 0) {
            return List.of(literal(pattern.pattern()));
        }
        var unquoted = QUOTED.matcher(pattern.pattern())
                .replaceAll(
                        quoted -> Matcher.quoteReplacement(quoted.group(1).replaceAll("[^\\p{L}\\p{N}]", "\\\\$0")));
        var reading = new PatternShapes(unquoted);
        var shapes = reading.alternatives(0);
        return reading.complete && reading.at == reading.source.length() ? shapes : List.of();
    }

    private static Shape literal(String text) {
        return new Shape(List.of(new Part("", text, 1, 1)), Set.of());
    }

    private List<Shape> alternatives(int depth) {
        if (depth > DEEPEST) {
            complete = false;
            at = source.length();
            return List.of(Shape.EMPTY);
        }
        var all = new ArrayList<Shape>();
        var several = false;
        while (true) {
            var start = at;
            var shapes = sequence(depth);
            several |= next('|');
            if (several) {
                var branch = new Shape(List.of(), Set.of(new Branch(start, source.substring(start, at))));
                shapes = product(List.of(branch), shapes);
            }
            all.addAll(shapes);
            if (!next('|')) {
                return capped(all);
            }
            at++;
        }
    }

    private List<Shape> sequence(int depth) {
        var shapes = List.of(Shape.EMPTY);
        while (at < source.length() && !next('|') && !next(')')) {
            shapes = product(shapes, repeated(depth));
        }
        return shapes;
    }

    private List<Shape> repeated(int depth) {
        var start = at;
        var atom = source.charAt(at) == '(' ? group(depth) : null;
        var sort = atom == null ? single() : "";
        var times = times();
        if (atom == null) {
            if (sort.isEmpty()) {
                return List.of(Shape.EMPTY);
            }
            var letter = (sort.length() == 1 && !sort.equals("."))
                    || ESCAPED.matcher(sort).matches();
            var one = letter ? sort.substring(sort.length() - 1) : sample(sort, times);
            if (!letter || times[1] > 1) {
                var text = one.repeat(Math.min(times[0], LONGEST));
                return List.of(new Shape(
                        List.of(new Part(letter ? Pattern.quote(one) : sort, text, times[0], times[1])), Set.of()));
            }
            atom = List.of(literal(one));
        }
        if (at == start) {
            // Nothing that a pattern has.
            complete = false;
            at = source.length();
        }
        return copies(atom, times);
    }

    private List<Shape> copies(List<Shape> atom, int[] times) {
        var least = List.of(Shape.EMPTY);
        for (var i = 0; i < Math.min(times[0], MOST_COPIES); i++) {
            least = product(least, atom);
        }
        if (times[1] <= times[0]) {
            return least;
        }
        var all = new ArrayList<>(least);
        all.addAll(product(least, atom));
        return capped(all);
    }

    private List<Shape> group(int depth) {
        at++;
        var around = false;
        if (next('?')) {
            var rest = source.substring(at);
            around = rest.matches("(?s)\\?<?[=!].*");
            var head = GROUP.matcher(rest);
            if (head.lookingAt()) {
                at += head.end();
            }
        }
        var shapes = alternatives(depth + 1);
        if (!next(')')) {
            complete = false;
        }
        at++;
        return around ? List.of(Shape.EMPTY) : shapes;
    }

    /** Reads what stands for one character; nothing for an anchor. */
    private String single() {
        var start = at;
        var c = source.charAt(at++);
        if (c == '^' || c == '$') {
            return "";
        }
        if (c == '[') {
            readClass();
            return source.substring(start, Math.min(at, source.length()));
        }
        if (c != '\\' || at >= source.length()) {
            return String.valueOf(c);
        }
        var escaped = source.charAt(at++);
        return "bBAGZz".indexOf(escaped) >= 0 || Character.isDigit(escaped) ? "" : source.substring(start, at);
    }

    private void readClass() {
        if (next('^')) {
            at++;
        }
        if (next(']')) {
            at++;
        }
        while (at < source.length() && !next(']')) {
            if (next('[')) {
                at++;
                readClass();
            } else {
                at += next('\\') ? 2 : 1;
            }
        }
        at++;
    }

    private int[] times() {
        var found = TIMES.matcher(source);
        if (!found.region(Math.min(at, source.length()), source.length()).lookingAt()) {
            return new int[] {1, 1};
        }
        at = found.end();
        return switch (found.group(1)) {
            case "?" -> new int[] {0, 1};
            case "*" -> new int[] {0, Integer.MAX_VALUE};
            case "+" -> new int[] {1, Integer.MAX_VALUE};
            default -> {
                var least = Integer.parseInt(found.group(2));
                var last = found.group(4);
                yield new int[] {
                    least, found.group(3) == null ? least : last.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(last)
                };
            }
        };
    }

    /** Returns a character of a sort: of an undoubted dot the dot, else a letter where one will do. */
    private String sample(String sort, int[] times) {
        if (sort.equals(".") && times[0] == 1 && times[1] == 1) {
            return sort;
        }
        try {
            var pattern = Pattern.compile(sort);
            for (var c : "abcdefghijklmnopqrstuvwxyz0123456789-.:/_ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")) {
                if (pattern.matcher(c).matches()) {
                    return c;
                }
            }
        } catch (PatternSyntaxException e) {
            // Read wrongly: the pattern has more than is known here.
            complete = false;
        }
        return "?";
    }

    private boolean next(char c) {
        return at < source.length() && source.charAt(at) == c;
    }

    private List<Shape> product(List<Shape> first, List<Shape> second) {
        var all = new ArrayList<Shape>();
        for (var one : first) {
            for (var two : second) {
                all.add(one.then(two));
            }
        }
        return capped(all);
    }

    private List<Shape> capped(List<Shape> shapes) {
        if (shapes.size() <= MOST) {
            return shapes;
        }
        complete = false;
        return shapes.subList(0, MOST);
    }
}
