package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges Access-Control-Allow-Origin and -Credentials as the Fetch standard does. */
final class AllowOrigin {
    static final String HEADER = "Access-Control-Allow-Origin";
    static final String CREDENTIALS = "Access-Control-Allow-Credentials";

    private AllowOrigin() {}

    /** Returns what is wrong with the headers of an answer that is not without them. */
    static Optional<Problem> objection(List<String> values, String origin) {
        if (values.size() > 1 || values.get(0).contains(",")) {
            return Optional.of(CorsProblems.DUPLICATE);
        }
        var value = values.get(0);
        if (value.equals("*") || value.equals(origin)) {
            return Optional.empty();
        }
        return Optional.of(meant(value).equals(origin) ? CorsProblems.MISSPELT : CorsProblems.OTHER_ORIGIN);
    }

    /** Returns whether a browser lets the page read an answer. */
    static boolean readable(Target target, Answer answer) {
        if (!target.crossOrigin()) {
            return true;
        }
        var values = answer.all(HEADER);
        var origin = target.page().orElseThrow().origin();
        return !values.isEmpty()
                && objection(values, origin).isEmpty()
                && (!target.withCredentials() || credentials(answer).isEmpty());
    }

    /** Returns what is wrong for a client that sends credentials. */
    static Optional<Problem> credentials(Answer answer) {
        if (answer.all(HEADER).contains("*")) {
            return Optional.of(CorsProblems.STAR_WITH_CREDENTIALS);
        }
        return answer.all(CREDENTIALS).equals(List.of("true"))
                ? Optional.empty()
                : Optional.of(CorsProblems.NO_CREDENTIALS);
    }

    static String seen(Answer answer) {
        return answer.status() + ", " + HEADER + ": " + Shown.values(answer.all(HEADER));
    }

    private static String meant(String value) {
        try {
            return Page.of(value.toLowerCase(Locale.ROOT)).origin();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
