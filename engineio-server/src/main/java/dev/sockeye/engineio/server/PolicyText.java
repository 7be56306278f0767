package dev.sockeye.engineio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a policy as one would configure it, with one more origin: in Java, and for the command line. Pure. */
final class PolicyText {
    private static final int MOST_SHOWN = 50;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");
    private static final Grants V2 = CorsPolicy.v2().grants();

    private PolicyText() {}

    /** Writes the calls that make a policy which admits an origin as well. */
    static String java(CorsPolicy policy, String origin) {
        var many = policy.rule().texts().size() > MOST_SHOWN;
        var origins = many ? "/* those there are */, " + quoted(origin) : list(shown(policy, origin));
        if (!policy.second()) {
            return ".cors(CorsPolicy.origins(" + origins + ")" + patterns(policy)
                    + java(policy.grants(), Grants.DEFAULT) + preflight(policy) + ")";
        }
        // Only the profile itself makes such a policy; the list comes behind what else is changed in it.
        var changes = patterns(policy) + java(policy.grants(), V2) + preflight(policy);
        return ".v2()" + (changes.isEmpty() ? "" : ".cors(EngineOptions.v2().cors()" + changes + ")") + ".origins("
                + origins + ")";
    }

    /** Writes the list of the server's own origins with one more. */
    static String ownOrigins(List<String> listed, String origin) {
        var origins = new ArrayList<>(listed);
        origins.add(origin);
        var options = new ArrayList<String>();
        add(options, "--own-origins", String.join(",", origins));
        return ".engine(engine -> engine.ownOrigins(" + list(origins) + ")), or sockeye serve "
                + String.join(" ", options);
    }

    /** Writes the calls that make of some grants others. */
    static String java(Grants grants, Grants from) {
        var calls = new StringBuilder();
        if (grants.credentials() != from.credentials()) {
            calls.append(".credentials(").append(grants.credentials()).append(')');
        }
        if (!grants.methods().equals(from.methods())) {
            calls.append(".methods(").append(list(grants.methods())).append(')');
        }
        if (!grants.allowedHeaders().equals(from.allowedHeaders())) {
            calls.append(".allowedHeaders(")
                    .append(list(grants.allowedHeaders().orElse(List.of())))
                    .append(')');
        }
        if (!grants.exposedHeaders().equals(from.exposedHeaders())) {
            calls.append(".exposedHeaders(")
                    .append(list(grants.exposedHeaders()))
                    .append(')');
        }
        grants.maxAge()
                .ifPresent(age -> calls.append(".maxAge(Duration.ofSeconds(")
                        .append(age.toSeconds())
                        .append("))"));
        return calls.append(grants.privateNetwork() ? ".privateNetwork(true)" : "")
                .toString();
    }

    private static String preflight(CorsPolicy policy) {
        var preflight = policy.preflight();
        return (preflight.status() == Preflight.DEFAULT.status()
                        ? ""
                        : ".optionsSuccessStatus(" + preflight.status() + ")")
                + (preflight.continued() ? ".preflightContinue(true)" : "")
                + (preflight.handler() == null ? "" : ".handlePreflightRequest(/* as it is */)");
    }

    private static String patterns(CorsPolicy policy) {
        return policy.rule().patterns().stream()
                .map(pattern -> ".alsoMatching(Pattern.compile(" + quoted(pattern.pattern())
                        + (pattern.flags() == 0 ? "" : ", " + pattern.flags()) + "))")
                .collect(Collectors.joining());
    }

    /** Writes the options of the command line that make such a policy; empty where there are none for it. */
    static Optional<String> options(CorsPolicy policy, String origin) {
        var grants = policy.grants();
        var v2 = policy.second();
        var from = v2 ? V2 : Grants.DEFAULT;
        var told = policy.preflight().equals(Preflight.DEFAULT)
                && policy.rule().texts().size() <= MOST_SHOWN
                && policy.rule().patterns().stream().allMatch(pattern -> pattern.flags() == 0)
                && (grants.credentials() || !from.credentials())
                && grants.allowedHeaders().map(names -> !names.isEmpty()).orElse(!v2);
        if (!told) {
            return Optional.empty();
        }
        var options = new ArrayList<String>();
        if (v2) {
            options.add("--v2");
        }
        add(options, "--origins", String.join(",", shown(policy, origin)));
        policy.rule().patterns().forEach(pattern -> add(options, "--origin-pattern", pattern.pattern()));
        if (grants.credentials() != from.credentials()) {
            options.add("--credentials");
        }
        if (!grants.methods().equals(from.methods())) {
            add(options, "--methods", String.join(",", grants.methods()));
        }
        if (!grants.allowedHeaders().equals(from.allowedHeaders())) {
            add(
                    options,
                    "--allowed-headers",
                    String.join(",", grants.allowedHeaders().orElse(List.of())));
        }
        if (!grants.exposedHeaders().isEmpty()) {
            add(options, "--exposed-headers", String.join(",", grants.exposedHeaders()));
        }
        grants.maxAge().ifPresent(age -> add(options, "--cors-max-age", Long.toString(age.toSeconds())));
        if (grants.privateNetwork()) {
            options.add("--private-network");
        }
        return Optional.of(String.join(" ", options));
    }

    private static void add(List<String> options, String name, String value) {
        options.add(name);
        options.add(PLAIN.matcher(value).matches() ? value : '\'' + value.replace("'", "'\\''") + '\'');
    }

    private static List<String> shown(CorsPolicy policy, String origin) {
        var shown = new ArrayList<>(policy.rule().texts());
        shown.add(origin);
        return shown;
    }

    private static String list(List<String> texts) {
        return texts.stream().map(PolicyText::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
