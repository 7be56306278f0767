package dev.sockeye.engineio.server;

import org.jspecify.annotations.Nullable;

/**
 * Is what was asked for of a policy for foreign origins, in parts, so that their order does not count. Immutable.
 *
 * @param policy the whole policy; null for that of the profile
 * @param origins the origins instead of its own; null for its own
 * @param preflights who answers preflights instead; null for whom it names
 */
record ChosenCors(
        @Nullable CorsPolicy policy,
        @Nullable OriginRule origins,
        @Nullable PreflightHook preflights) {
    static final ChosenCors NOTHING = new ChosenCors(null, null, null);

    ChosenCors with(CorsPolicy newPolicy) {
        return new ChosenCors(newPolicy, origins, preflights);
    }

    ChosenCors with(OriginRule newOrigins) {
        return new ChosenCors(policy, newOrigins, preflights);
    }

    ChosenCors with(PreflightHook newPreflights) {
        return new ChosenCors(policy, origins, newPreflights);
    }

    /** Puts the parts together, over the policy of a profile. */
    CorsPolicy over(CorsPolicy profile) {
        var result = policy == null ? profile : policy;
        if (origins != null) {
            Checks.that(
                    result.perRequest().isEmpty(),
                    "origins",
                    origins.texts(),
                    "none beside CorsPolicy.perRequest, whose function returns policies with origins");
            result = result.with(origins);
        }
        return preflights == null ? result : result.handlePreflightRequest(preflights);
    }

    /** Returns the parts as one, so that a policy set later takes the place of all. */
    ChosenCors settled(CorsPolicy result) {
        return equals(NOTHING) ? NOTHING : NOTHING.with(result);
    }
}
