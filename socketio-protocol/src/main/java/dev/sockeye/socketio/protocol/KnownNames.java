package dev.sockeye.socketio.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers names of events that came or went lately, so that the few names of an application are not made and not
 * encoded again for each packet. A fixed number of places, shared by all connections: whoever sends many names drives
 * others out, and that is all.
 *
 * <p>Thread-safe: entries are immutable, and a race costs work, never correctness.
 */
final class KnownNames {
    private static final int PLACES = 256;
    private static final int LONGEST = 64;
    private static final @Nullable Known[] RECEIVED = new @Nullable Known[PLACES];
    private static final @Nullable Known[] SENT = new @Nullable Known[PLACES];

    /** Is a name and its JSON: received ones without the quotes, sent ones with them. */
    private static final class Known {
        final byte[] json;
        final String name;

        Known(byte[] json, String name) {
            this.json = json;
            this.name = name;
        }
    }

    private KnownNames() {}

    /** Reads what stands between the quotes of a valid JSON string. */
    static String read(byte[] array, int from, int to) {
        if (to - from > LONGEST) {
            return JsonText.read(array, from, to);
        }
        var hash = to - from;
        for (var i = from; i < to; i++) {
            hash = 31 * hash + array[i];
        }
        var place = place(hash);
        var known = RECEIVED[place];
        if (known == null || !Arrays.equals(known.json, 0, known.json.length, array, from, to)) {
            known = new Known(Arrays.copyOfRange(array, from, to), JsonText.read(array, from, to));
            RECEIVED[place] = known;
        }
        return known.name;
    }

    /** Returns a name as a JSON string; the array must not be written to. */
    static byte[] json(String name) {
        if (name.length() > LONGEST) {
            return JsonText.bytes(name);
        }
        var place = place(name.hashCode());
        var known = SENT[place];
        if (known == null || !known.name.equals(name)) {
            known = new Known(JsonText.bytes(name), name);
            SENT[place] = known;
        }
        return known.json;
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> 8)) & (PLACES - 1);
    }
}
