package dev.sockeye.engineio.netty;

import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Draws masking keys, which nobody may be able to predict (RFC 6455, section 10.3), many at a time. */
final class MaskingKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final FastThreadLocal<ByteBuffer> DRAWN = new FastThreadLocal<>() {
        @Override
        protected ByteBuffer initialValue() {
            return ByteBuffer.allocate(1024).limit(0);
        }
    };

    private MaskingKeys() {}

    static int next() {
        var drawn = DRAWN.get();
        if (!drawn.hasRemaining()) {
            RANDOM.nextBytes(drawn.array());
            drawn.clear();
        }
        return drawn.getInt();
    }
}
