package dev.sockeye.engineio.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Warns of what can't work in policies: in each that is configured, and in those that a function returns when one of the
 * kind is seen first. Thread-safe; what it keeps is bounded.
 */
final class PolicyReviews {
    private static final int MOST_KINDS = 1_000;
    private static final int MOST_WARNINGS = 100;

    private final EngineOptions options;
    private final Consumer<String> lines;
    private final Set<Integer> kinds = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    PolicyReviews(EngineOptions options, Consumer<String> lines) {
        this.options = options;
        this.lines = lines;
    }

    /** Reviews a policy that takes effect as a whole; of one that asks for others nothing is known yet. */
    void configured(CorsPolicy policy) {
        var known = policy.perRequest().isPresent() ? CorsPolicy.none() : policy;
        for (var warning : CorsReview.warnings(options, known)) {
            once(warning);
            lines.accept(warning);
        }
    }

    /** Reviews a policy that a function has returned for a request, unless one like it was. */
    void returned(CorsPolicy policy) {
        if (kinds.size() < MOST_KINDS && kinds.add(policy.kind())) {
            for (var warning : CorsReview.warnings(options, policy)) {
                if (once(warning)) {
                    lines.accept(warning);
                }
            }
        }
    }

    private boolean once(String warning) {
        return told.size() < MOST_WARNINGS && told.add(warning);
    }
}
