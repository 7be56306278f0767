package dev.sockeye.engineio.server;

/** Judges ids of sessions that an application has made. Stateless. */
final class SessionIds {
    private static final int LONGEST = 128;

    private SessionIds() {}

    /** Tells whether one can travel in a query and in a cookie as it is. */
    static boolean valid(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST
                && id.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || "-_.~".indexOf(c) >= 0);
    }
}
