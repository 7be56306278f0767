package dev.sockeye.socketio.server;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes public ids: 20 characters from 120 random bits. Guarded by its class; random bytes are fetched in batches. */
final class SocketIds {
    private static final int LENGTH = 15;
    private static final int CHARACTERS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder();
    private static final byte[] batch = new byte[LENGTH * 64];
    private static final byte[] id = new byte[LENGTH];
    private static final byte[] text = new byte[CHARACTERS];
    private static int used = batch.length;

    private SocketIds() {}

    static synchronized String next() {
        if (used == batch.length) {
            RANDOM.nextBytes(batch);
            used = 0;
        }
        System.arraycopy(batch, used, id, 0, LENGTH);
        used += LENGTH;
        BASE64.encode(id, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
