package dev.sockeye.socketio.server;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes public ids: 20 characters from 120 random bits. Guarded by its class; random bytes are fetched in batches. */
final class SocketIds {
    private static final int LENGTH = 15;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder();
    private static final byte[] batch = new byte[LENGTH * 64];
    private static int used = batch.length;

    private SocketIds() {}

    static String next() {
        var bytes = new byte[LENGTH];
        synchronized (SocketIds.class) {
            if (used == batch.length) {
                RANDOM.nextBytes(batch);
                used = 0;
            }
            System.arraycopy(batch, used, bytes, 0, LENGTH);
            used += LENGTH;
        }
        return BASE64.encodeToString(bytes);
    }
}
