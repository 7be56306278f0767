package dev.sockeye.cli;

import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.TrustedProxies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Holds the options that say which pages are served. Confined to the thread that runs the command. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields in.
final class OriginOptions {
    @Option(
            names = "--origins",
            paramLabel = "<origin>",
            converter = Values.Word.class,
            split = ",",
            description = {
                "Foreign origins to serve, separated by commas, such as https://example.com; '*' for all.",
                "Default: none"
            })
    private List<String> origins = List.of();

    @Option(
            names = "--origin-pattern",
            paramLabel = "<regex>",
            description = "More of them, as a regular expression for the whole origin; may be repeated.")
    private List<Pattern> patterns = List.of();

    @Option(names = "--credentials", description = "Let these origins send cookies.")
    private boolean credentials;

    @Option(
            names = "--methods",
            paramLabel = "<name>",
            converter = Values.Word.class,
            split = ",",
            description = {"Methods that a preflight grants them.", "Default: GET,POST"})
    private List<String> methods = List.of();

    @Option(
            names = "--allowed-headers",
            paramLabel = "<name>",
            converter = Values.Word.class,
            split = ",",
            description = {"Request headers that they may send.", "Default: all that they ask for"})
    private List<String> allowedHeaders = List.of();

    @Option(
            names = "--exposed-headers",
            paramLabel = "<name>",
            converter = Values.Word.class,
            split = ",",
            description = "Answer headers that their scripts may read.")
    private List<String> exposedHeaders = List.of();

    @Option(
            names = "--cors-max-age",
            paramLabel = "<s>",
            converter = Values.MaxAge.class,
            description = "How long they may remember a preflight.")
    private Optional<Duration> maxAge;

    @Option(names = "--private-network", description = "Let them come from the internet to a private address.")
    private boolean privateNetwork;

    @Option(
            names = "--own-origins",
            paramLabel = "<origin>",
            converter = Values.Word.class,
            split = ",",
            description = {
                "Origins of this server's own pages, such as https://app.example.com or localhost:*.",
                "Default: whatever host a client asks for"
            })
    private List<String> ownOrigins = List.of();

    @Option(names = "--require-origin", description = "Refuse clients that do not tell their origin.")
    private boolean requireOrigin;

    @Option(names = "--cors-headers-only", description = "Refuse nobody; leave it to the browsers, as 4.x does.")
    private boolean headersOnly;

    @Option(
            names = "--trust-proxy",
            paramLabel = "<address>",
            converter = Values.Word.class,
            split = ",",
            description = {
                "Proxies whose Forwarded and X-Forwarded-* headers to believe: addresses, ranges, loopback, private.",
                "Default: none"
            })
    private List<String> proxies = List.of();

    void apply(EngineOptions.Builder engine, boolean v2) {
        var policy = granting(admitting(v2));
        engine.cors(credentials ? policy.credentials(true) : policy)
                .requireOrigin(requireOrigin)
                .corsHeadersOnly(headersOnly)
                .trustedProxies(trusted());
        if (!ownOrigins.isEmpty()) {
            engine.ownOrigins(ownOrigins.toArray(String[]::new));
        }
    }

    private CorsPolicy admitting(boolean v2) {
        if (origins.isEmpty() && patterns.isEmpty()) {
            return v2 ? EngineOptions.v2().cors() : CorsPolicy.none();
        }
        if (v2 && patterns.isEmpty()) {
            // As in 2.x, where a list takes nothing else away.
            return EngineOptions.v2().toBuilder()
                    .origins(origins.toArray(String[]::new))
                    .build()
                    .cors();
        }
        var listed =
                origins.isEmpty() ? CorsPolicy.matching(patterns.toArray(Pattern[]::new)) : CorsPolicy.origins(origins);
        if (!origins.isEmpty() && !patterns.isEmpty()) {
            listed = listed.alsoMatching(patterns.toArray(Pattern[]::new));
        }
        return v2 ? listed.credentials(true).allowedHeaders("Content-Type") : listed;
    }

    private CorsPolicy granting(CorsPolicy admitting) {
        var policy = admitting;
        if (!methods.isEmpty()) {
            policy = policy.methods(methods.toArray(String[]::new));
        }
        if (!allowedHeaders.isEmpty()) {
            policy = policy.allowedHeaders(allowedHeaders.toArray(String[]::new));
        }
        if (!exposedHeaders.isEmpty()) {
            policy = policy.exposedHeaders(exposedHeaders.toArray(String[]::new));
        }
        if (maxAge.isPresent()) {
            policy = policy.maxAge(maxAge.get());
        }
        return privateNetwork ? policy.privateNetwork(true) : policy;
    }

    private TrustedProxies trusted() {
        var trusted = TrustedProxies.none();
        for (var proxy : proxies) {
            trusted = trusted.and(
                    switch (proxy) {
                        case "loopback" -> TrustedProxies.loopback();
                        case "private" -> TrustedProxies.privateNetworks();
                        default -> TrustedProxies.of(proxy);
                    });
        }
        return trusted;
    }
}
