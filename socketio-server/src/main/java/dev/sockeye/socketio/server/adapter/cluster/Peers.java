package dev.sockeye.socketio.server.adapter.cluster;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Follows which other nodes have dealt with a request: by their names where these are known, else by their number. Confined
 * to the request, which guards it.
 */
final class Peers {
    private final Set<String> heard = new HashSet<>();
    private final Optional<Set<String>> missing;
    private final int count;

    Peers(int count, Optional<Set<String>> known) {
        this.count = count;
        this.missing = known.map(HashSet::new);
    }

    /** Takes that a node has dealt with it; tells whether that was news. */
    boolean heard(String uid) {
        missing.ifPresent(uids -> uids.remove(uid));
        return heard.add(uid);
    }

    /** Takes that a node is gone. */
    void gone(String uid) {
        missing.ifPresent(uids -> uids.remove(uid));
    }

    /** Returns how many have not dealt with it. */
    int missing() {
        return missing.map(Set::size).orElseGet(() -> Math.max(0, count - heard.size()));
    }
}
