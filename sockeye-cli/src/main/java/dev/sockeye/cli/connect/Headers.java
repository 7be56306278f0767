package dev.sockeye.cli.connect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the headers and cookies that a call brings; no value of them is ever shown. */
final class Headers {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private Headers() {}

    static Map<String, List<String>> of(Call call) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var header : call.headers()) {
            var parts = header.split(":", 2);
            var name = parts[0].strip();
            if (parts.length < 2 || !name.matches(TOKEN) || !parts[1].matches("[\\t -~]*")) {
                throw new IllegalArgumentException("--header: " + Shown.brief(name) + " (expected: 'name: value')");
            }
            headers.computeIfAbsent(name, any -> new ArrayList<>()).add(parts[1].strip());
        }
        var cookies = new LinkedHashMap<String, String>();
        for (var cookie : call.cookies()) {
            Target.put(cookies, "--cookie", cookie);
        }
        cookies.forEach((name, value) -> {
            if (!name.matches(TOKEN) || !value.matches("[!-:<-~]*")) {
                throw new IllegalArgumentException("--cookie: " + Shown.brief(name) + " (expected: name=value)");
            }
        });
        if (!cookies.isEmpty()) {
            var pairs = new ArrayList<>(headers.getOrDefault("Cookie", List.of()));
            cookies.forEach((name, value) -> pairs.add(name + '=' + value));
            headers.put("Cookie", List.of(String.join("; ", pairs)));
        }
        return headers;
    }
}
