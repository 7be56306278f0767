package dev.sockeye.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the case at hand into the texts of problems. Immutable. */
final class Words {
    private final Map<String, String> words = new LinkedHashMap<>();

    Words(Target target, String found) {
        var origin = target.page().map(Page::origin).orElse("https://app.example.com");
        var headers = Browser.unsafe(target);
        words.put("{origin}", origin);
        words.put("{origin.port}", Page.of(origin).originWithPort());
        words.put("{host}", target.endpoint().host());
        words.put("{port}", Integer.toString(target.endpoint().port()));
        words.put("{server}", target.endpoint().origin());
        words.put("{url}", target.url());
        words.put("{path}", target.path());
        words.put("{path0}", target.path().substring(0, target.path().length() - 1));
        words.put("{found}", found);
        words.put("{foreign}", Browser.FOREIGN);
        words.put("{headers}", headers.isEmpty() ? "its headers" : "the header " + String.join(", ", headers));
        words.put(
                "{headers.list}", headers.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")));
        words.put("{credentials.sockeye}", target.withCredentials() ? ".credentials(true)" : "");
        words.put("{credentials.node}", target.withCredentials() ? ", credentials: true" : "");
    }

    String in(String text) {
        var result = text;
        for (var word : words.entrySet()) {
            result = result.replace(word.getKey(), word.getValue());
        }
        return result;
    }

    Problem in(Problem problem) {
        return new Problem(
                problem.id(),
                problem.title(),
                in(problem.means()),
                problem.fixes().stream()
                        .map(fix -> new Fix(fix.where(), in(fix.text())))
                        .toList());
    }
}
