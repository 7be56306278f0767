package dev.sockeye.cli.connect;

import java.util.List;
import java.util.TreeSet;

/** Remembers names of events, for who types the next one. Guarded by this. */
final class Names {
    private static final int MOST = 1_000;
    private static final int LONGEST = 200;

    private final TreeSet<String> names = new TreeSet<>();

    synchronized void add(String name) {
        if (names.size() < MOST && name.length() <= LONGEST) {
            names.add(name);
        }
    }

    synchronized List<String> all() {
        return List.copyOf(names);
    }
}
