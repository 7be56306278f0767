package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.Optional;

/** Reads which request headers a preflight asks for. Pure. */
final class AskedHeaders {
    private static final String NAME = "Access-Control-Request-Headers";
    private static final int LONGEST = 4_096;

    private AskedHeaders() {}

    /** Returns the list, of all fields; nothing if there is none, or it can't be sent back. */
    static String of(Request preflight) {
        return problem(preflight).isPresent() ? "" : list(preflight);
    }

    /** Says why the list can't be sent back, in words for the client; empty if it can. */
    static Optional<String> problem(Request preflight) {
        var names = list(preflight);
        if (names.length() > LONGEST) {
            return Optional.of(NAME + " has more than " + LONGEST + " characters");
        }
        for (var i = 0; i < names.length(); i++) {
            var c = names.charAt(i);
            if (c != ',' && c != ' ' && !Checks.token(String.valueOf(c))) {
                return Optional.of(NAME + " is not a list of names");
            }
        }
        return Optional.empty();
    }

    private static String list(Request preflight) {
        return String.join(",", preflight.headers().all(NAME));
    }
}
