package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Keeps the cookies that a browser would keep for this page, and remembers those that it would not. Guarded by this. */
final class Cookies {
    private static final int MOST = 20;
    private static final int MOST_LENGTH = 4_096;

    private final Target target;
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final Set<String> lost = new TreeSet<>();

    Cookies(Target target) {
        this.target = target;
    }

    /** Takes the cookies of an answer. */
    synchronized void take(Answer answer) {
        for (var line : answer.all("Set-Cookie")) {
            var pair = line.split(";", 2)[0].split("=", 2);
            if (pair.length == 2 && line.length() <= MOST_LENGTH && kept.size() < MOST && lost.size() < MOST) {
                var name = pair[0].strip();
                if (isSent(line.toLowerCase(Locale.ROOT).replace(" ", ""))) {
                    kept.put(name, pair[1].strip());
                } else {
                    lost.add(name);
                }
            }
        }
    }

    /** Returns the value of the Cookie header, or an empty text. */
    synchronized String header() {
        return kept.entrySet().stream()
                .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                .filter(pair -> pair.matches("[ -~]*"))
                .collect(Collectors.joining("; "));
    }

    /** Returns the names of the cookies that browsers don't send from this page. */
    synchronized Set<String> lost() {
        return Set.copyOf(lost);
    }

    synchronized Set<String> kept() {
        return Set.copyOf(kept.keySet());
    }

    private boolean isSent(String line) {
        if (line.contains(";secure") && !target.endpoint().secure()) {
            return false;
        } else if (target.page().isEmpty() || !target.crossOrigin()) {
            return true;
        }
        var sameSite = target.page().orElseThrow().sameSite(target.endpoint());
        return target.withCredentials() && (sameSite || (line.contains(";samesite=none") && line.contains(";secure")));
    }
}
