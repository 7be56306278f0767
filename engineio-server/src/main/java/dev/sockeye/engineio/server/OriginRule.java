package dev.sockeye.engineio.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says which origins are admitted. Immutable. */
final class OriginRule {
    static final OriginRule NONE = new OriginRule(Kind.NONE, List.of(), List.of(), null, null);
    static final OriginRule ANY = new OriginRule(Kind.ANY, List.of("*"), List.of(), null, null);
    static final OriginRule REFLECTED = new OriginRule(Kind.REFLECTED, List.of("*"), List.of(), null, null);

    private static final Set<String> ALL = Set.of("*", "*:*");

    private final Kind kind;
    private final List<String> texts;
    private final Set<Origin> origins;
    private final List<OriginEntry> open;
    private final List<Pattern> patterns;
    private final @Nullable Predicate<String> predicate;
    private final @Nullable Function<String, CompletionStage<Boolean>> question;

    /** Says how origins are judged. */
    enum Kind {
        NONE,
        /** All, and told so by a star. */
        ANY,
        /** All, each told its own name. */
        REFLECTED,
        LISTED,
        JUDGED,
        /** By a function that may take its time. */
        ASKED
    }

    private OriginRule(
            Kind kind,
            List<String> texts,
            List<Pattern> patterns,
            @Nullable Predicate<String> predicate,
            @Nullable Function<String, CompletionStage<Boolean>> question) {
        this.kind = kind;
        this.texts = texts;
        this.patterns = patterns;
        this.predicate = predicate;
        this.question = question;
        var entries =
                kind == Kind.LISTED ? texts.stream().map(OriginEntry::parse).toList() : List.<OriginEntry>of();
        origins = entries.stream()
                .filter(OriginEntry::exact)
                .map(entry -> new Origin(
                        Objects.requireNonNull(entry.scheme()), Objects.requireNonNull(entry.host()), entry.port()))
                .collect(Collectors.toUnmodifiableSet());
        open = entries.stream().filter(entry -> !entry.exact()).toList();
    }

    static OriginRule listed(Collection<String> texts) {
        var list = List.copyOf(texts);
        Checks.that(!list.isEmpty(), "origins", "[]", "at least one; CorsPolicy.none() for nobody");
        if (list.stream().anyMatch(ALL::contains)) {
            Checks.that(list.size() == 1, "origins", list, "either \"*\" or a list of origins");
            return ANY;
        }
        return new OriginRule(Kind.LISTED, list, List.of(), null, null);
    }

    static OriginRule matching(Collection<Pattern> patterns) {
        Checks.that(!patterns.isEmpty(), "patterns", "[]", "at least one");
        return new OriginRule(Kind.LISTED, List.of(), List.copyOf(patterns), null, null);
    }

    static OriginRule judged(Predicate<String> predicate) {
        return new OriginRule(Kind.JUDGED, List.of(), List.of(), Objects.requireNonNull(predicate, "origins"), null);
    }

    static OriginRule asked(Function<String, CompletionStage<Boolean>> question) {
        return new OriginRule(Kind.ASKED, List.of(), List.of(), null, Objects.requireNonNull(question, "origins"));
    }

    OriginRule alsoMatching(Collection<Pattern> more) {
        Checks.that(kind == Kind.LISTED, "alsoMatching", kind, "a policy made of origins or patterns");
        var all = new ArrayList<>(patterns);
        all.addAll(more);
        return new OriginRule(Kind.LISTED, texts, List.copyOf(all), null, null);
    }

    Kind kind() {
        return kind;
    }

    /** Returns the list as it was given. */
    List<String> texts() {
        return texts;
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** Tells whether the name of the host does not count. */
    boolean everyHost() {
        return kind == Kind.ANY || kind == Kind.REFLECTED || open.stream().anyMatch(entry -> entry.host() == null);
    }

    /** Judges an origin, where that takes no time. */
    boolean admits(Origin origin) {
        return switch (kind) {
            case NONE, ASKED -> false;
            case ANY, REFLECTED -> true;
            case JUDGED -> Objects.requireNonNull(predicate).test(origin.text());
            case LISTED -> origins.contains(origin) || admittedByForm(origin);
        };
    }

    private boolean admittedByForm(Origin origin) {
        for (var entry : open) {
            if (entry.admits(origin)) {
                return true;
            }
        }
        for (var pattern : patterns) {
            if (pattern.matcher(origin.text()).matches()) {
                return true;
            }
        }
        return false;
    }

    CompletionStage<Boolean> ask(Origin origin) {
        return Objects.requireNonNull(question).apply(origin.text());
    }

    /** Returns an origin on the list that differs in scheme or port only; null if there is none. */
    @Nullable
    Origin near(Origin origin) {
        return origins.stream()
                .filter(listed -> listed.host().equals(origin.host()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public String toString() {
        return kind + (texts.isEmpty() ? "" : " " + texts) + (patterns.isEmpty() ? "" : " " + patterns);
    }
}
