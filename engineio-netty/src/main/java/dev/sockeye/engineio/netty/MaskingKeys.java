package dev.sockeye.engineio.netty;

import io.netty.util.concurrent.FastThreadLocal;
import java.security.SecureRandom;

/** Draws masking keys, which nobody may be able to predict (RFC 6455, section 10.3), many at a time. */
final class MaskingKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final FastThreadLocal<MaskingKeys> DRAWN = new FastThreadLocal<>() {
        @Override
        protected MaskingKeys initialValue() {
            return new MaskingKeys();
        }
    };

    private final byte[] bytes = new byte[1024];
    private int used = bytes.length;

    private MaskingKeys() {}

    static int next() {
        return DRAWN.get().draw();
    }

    private int draw() {
        if (used == bytes.length) {
            RANDOM.nextBytes(bytes);
            used = 0;
        }
        var key = (int) (ByteLongs.get(bytes, used) >>> 32);
        used += 8;
        return key;
    }
}
