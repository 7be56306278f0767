package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes what came from outside so that it can be shown: short, on one line, without control characters or secrets. */
final class Shown {
    private static final int MOST = 120;
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{0,200}?)</title>");

    private Shown() {}

    static String text(String foreign) {
        var line = foreign.replaceAll("\\s+", " ").replaceAll("[^ -~]", "?").strip();
        return line.length() > MOST ? line.substring(0, MOST) + "..." : line;
    }

    static String values(List<String> foreign) {
        return foreign.isEmpty()
                ? "nothing"
                : foreign.stream().limit(5).map(Shown::text).collect(Collectors.joining(" and "));
    }

    /** Returns the status, who says so, and the beginning of the body; session ids are left out. */
    static String answer(Answer answer) {
        var from = answer.first("Server").map(name -> " from " + text(name)).orElse("");
        return answer.status() + from + body(answer);
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String body(Answer answer) {
        var title = TITLE.matcher(answer.body());
        if (title.find()) {
            return ", the page \"" + text(title.group(1)) + '"';
        }
        return Optional.of(text(answer.body()))
                .filter(body -> !body.isEmpty() && !answer.body().contains("sid"))
                .map(body -> ": " + body)
                .orElse("");
    }
}
