package dev.sockeye.engineio.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Is what an admitted origin may do. Immutable.
 *
 * @param credentials whether it may send cookies
 * @param methods the methods it may use
 * @param allowedHeaders the request headers it may send; empty for those that it asks for
 * @param exposedHeaders the answer headers its scripts may read
 * @param maxAge how long a preflight is remembered
 * @param privateNetwork whether it may come from a more public network
 */
record Grants(
        boolean credentials,
        List<String> methods,
        Optional<List<String>> allowedHeaders,
        List<String> exposedHeaders,
        Optional<Duration> maxAge,
        boolean privateNetwork) {
    static final Grants DEFAULT =
            new Grants(false, List.of("GET", "POST"), Optional.empty(), List.of(), Optional.empty(), false);

    Grants withCredentials(boolean on) {
        return new Grants(on, methods, allowedHeaders, exposedHeaders, maxAge, privateNetwork);
    }

    Grants withMethods(String... names) {
        var list = tokens("methods", names);
        Checks.that(!list.isEmpty(), "methods", "[]", "at least one");
        return new Grants(credentials, list, allowedHeaders, exposedHeaders, maxAge, privateNetwork);
    }

    Grants withAllowedHeaders(String... names) {
        var list = Optional.of(tokens("allowedHeaders", names));
        return new Grants(credentials, methods, list, exposedHeaders, maxAge, privateNetwork);
    }

    Grants withExposedHeaders(String... names) {
        var list = tokens("exposedHeaders", names);
        return new Grants(credentials, methods, allowedHeaders, list, maxAge, privateNetwork);
    }

    Grants withMaxAge(Duration age) {
        Checks.that(!age.isNegative(), "maxAge", age, ">= 0");
        return new Grants(credentials, methods, allowedHeaders, exposedHeaders, Optional.of(age), privateNetwork);
    }

    Grants withPrivateNetwork(boolean on) {
        return new Grants(credentials, methods, allowedHeaders, exposedHeaders, maxAge, on);
    }

    private static List<String> tokens(String option, String... names) {
        for (var name : names) {
            // With credentials browsers take a star for a name like any other.
            Checks.that(!name.equals("*") && Checks.token(name), option, '"' + name + '"', "a name");
        }
        return List.of(names);
    }
}
