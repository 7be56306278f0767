package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.PatternShapes.Branch;
import dev.sockeye.engineio.server.PatternShapes.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tries a pattern for origins with made-up ones: does it admit strangers, can it match at all? Pure. */
final class PatternReview {
    private static final List<String> SCHEMES = List.of("https://", "http://");

    /** What an attacker would write into an open place, at its beginning, in its middle, at its end. */
    private static final List<String> FILLS = List.of(
            ".evil.example",
            "evil",
            "evil.example",
            "://evil",
            "://evil.example",
            "//evil",
            "//evil.example",
            "https://evil",
            "https://evil.example",
            "http://evil",
            "http://evil.example",
            "zz",
            "8443");

    private static final Branch WHOLE = new Branch(-1, "");

    private final Pattern pattern;
    private final List<Shape> shapes;
    private final Set<String> doubts = new LinkedHashSet<>();

    private PatternReview(Pattern pattern) {
        this.pattern = pattern;
        shapes = PatternShapes.of(pattern);
    }

    /** Returns a sentence for each doubt, which names the pattern and what to write instead. */
    static List<String> warnings(Pattern pattern) {
        var review = new PatternReview(pattern);
        review.findDead();
        review.findStrangers();
        review.findDots();
        return review.doubts.stream()
                .map(doubt -> "cors pattern: " + pattern.pattern() + " (" + doubt + ")")
                .toList();
    }

    private boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** Returns an origin as a browser may send it, if the pattern admits it. */
    private @Nullable Origin admitted(String text) {
        var origin = Origin.ofHeader(text);
        return origin != null
                        && origin.text().equals(text)
                        && BrowserOrigin.of(text).isEmpty()
                        && matches(text)
                ? origin
                : null;
    }

    private void findDead() {
        Map<Branch, String> dead = new HashMap<>();
        Set<Branch> alive = new LinkedHashSet<>();
        for (var shape : shapes) {
            var branches = new LinkedHashSet<>(shape.branches());
            branches.add(WHOLE);
            var texts = texts(shape);
            if (texts.stream().anyMatch(text -> admitted(text) != null)) {
                alive.addAll(branches);
            } else {
                texts.stream()
                        .filter(this::matches)
                        .findFirst()
                        .ifPresent(text -> branches.forEach(branch -> dead.putIfAbsent(branch, text)));
            }
        }
        dead.keySet().removeAll(alive);
        if (dead.containsKey(WHOLE)) {
            doubts.add("never matches" + why(dead.get(WHOLE)));
        } else if (!alive.isEmpty()) {
            dead.forEach((branch, text) -> doubts.add("\"" + branch.text() + "\" in it never matches" + why(text)));
        }
    }

    /** Says why no browser sends an origin, and what it sends instead. */
    private static String why(String text) {
        if (!text.contains("://") && !text.equals("null")) {
            return ": it is compared with whole origins such as https://example.com, not with parts of them; begin with"
                    + " the scheme: https://";
        }
        return BrowserOrigin.of(text).map(advice -> ": " + advice).orElse(": browsers send no origin such as " + text);
    }

    private List<String> texts(Shape shape) {
        var texts = new ArrayList<String>();
        texts.add(shape.text());
        for (var i = 0; i < shape.parts().size(); i++) {
            if (shape.parts().get(i).repeated()) {
                for (var fill : FILLS) {
                    if (shape.parts().get(i).takes(fill)) {
                        texts.add(shape.filled(i, fill));
                    }
                }
            }
        }
        if ((pattern.flags() & Pattern.CASE_INSENSITIVE) != 0
                || pattern.pattern().startsWith("(?i)")) {
            texts.replaceAll(text -> text.toLowerCase(Locale.ROOT));
        }
        return texts;
    }

    private void findStrangers() {
        for (var scheme : SCHEMES) {
            if (admitted(scheme + "evil.example") != null) {
                doubts.add("admits every host, " + scheme + "evil.example too; name those that may:"
                        + " https://([a-z0-9-]+\\.)?example\\.com, or say CorsPolicy.any(), without credentials");
                return;
            }
        }
        for (var shape : shapes) {
            var texts = texts(shape);
            var own = texts.get(0);
            for (var text : texts) {
                var origin = admitted(text);
                if (origin != null && strange(origin.host(), host(own))) {
                    doubts.add("admits " + text + " too; write it as " + instead(own, origin));
                    return;
                }
            }
        }
        findOtherScheme();
    }

    private void findOtherScheme() {
        for (var shape : shapes) {
            var text = texts(shape).stream()
                    .filter(made -> made.startsWith("http://") && admitted(made) != null)
                    .findFirst();
            if (text.isPresent() && !shape.text().startsWith("http://")) {
                doubts.add("admits " + text.get() + " too, which anybody on the way may write; begin with https://");
                return;
            }
        }
    }

    /** Tells whether a host is one that somebody else may own: its last two names are not those that the pattern says. */
    private static boolean strange(String host, String own) {
        var numeric = host.substring(host.lastIndexOf('.') + 1).chars().allMatch(Character::isDigit);
        return host.contains(".")
                && !host.startsWith(".")
                && !numeric
                && !site(host).equals(site(own));
    }

    private static String site(String host) {
        var last = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', last - 1) + 1);
    }

    /** Returns the host in a text, which need not be a whole origin. */
    private static String host(String text) {
        return text.replaceFirst("^(.*://|https?)", "").replaceFirst(":\\d*$", "");
    }

    /** Returns a pattern that means what this one seems to mean. */
    private static String instead(String own, Origin stranger) {
        var host = host(own);
        var named = host.replaceFirst("^\\.", "");
        if (!Origin.host(named) || (!named.contains(".") && !stranger.host().startsWith(named))) {
            return "https://([a-z0-9-]+\\.)?example\\.com, with the end of the host spelt out";
        }
        var quoted = named.replace(".", "\\.");
        var scheme = own.startsWith("http://") ? "http://" : "https://";
        return stranger.host().startsWith(named)
                ? scheme + quoted + ", with (:[0-9]+)? behind it for all ports"
                : scheme + "([a-z0-9-]+\\.)?" + quoted;
    }

    private void findDots() {
        if (!doubts.isEmpty()) {
            return;
        }
        for (var shape : shapes) {
            for (var i = 0; i < shape.parts().size(); i++) {
                if (shape.parts().get(i).dot()) {
                    var origin = admitted(shape.filled(i, "x"));
                    doubts.add("a dot stands for any character" + (origin == null ? "" : ": admits " + origin + " too")
                            + "; write \\. for a dot");
                    return;
                }
            }
        }
    }
}
