package dev.sockeye.engineio.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Makes session ids: 120 random bits each, as 20 characters that need no escaping. Guarded by this. */
final class SessionIds {
    private static final int BYTES = 15;
    private static final int CHARACTERS = 20;
    private static final int PER_BATCH = 64;
    private static final int LONGEST = 128;

    private final SecureRandom random = new SecureRandom();

    // Randomness is fetched for many ids at once: most of its cost is per call.
    private final byte[] batch = new byte[BYTES * PER_BATCH];
    private int used = batch.length;
    private final byte[] id = new byte[BYTES];
    private final byte[] text = new byte[CHARACTERS];

    synchronized String next() {
        if (used == batch.length) {
            random.nextBytes(batch);
            used = 0;
        }
        System.arraycopy(batch, used, id, 0, BYTES);
        Arrays.fill(batch, used, used + BYTES, (byte) 0);
        used += BYTES;
        Base64.getUrlEncoder().encode(id, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** Tells whether an id that an application has made can travel in a query and in a cookie as it is. */
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
