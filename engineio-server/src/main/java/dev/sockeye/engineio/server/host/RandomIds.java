package dev.sockeye.engineio.server.host;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Makes ids that nobody can guess: 120 random bits each, as 20 characters of {@code A-Za-z0-9-_}. For Sockeye's own modules.
 * Thread-safe; guarded by this.
 */
public final class RandomIds {
    private static final int BYTES = 15;
    private static final int CHARACTERS = 20;
    private static final int PER_BATCH = 64;

    private final SecureRandom random = new SecureRandom();

    // Randomness is fetched for many ids at once: most of its cost is per call.
    private final byte[] batch = new byte[BYTES * PER_BATCH];
    private int used = batch.length;
    private final byte[] id = new byte[BYTES];
    private final byte[] text = new byte[CHARACTERS];

    /** Makes one. Any thread. */
    public synchronized String next() {
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
}
