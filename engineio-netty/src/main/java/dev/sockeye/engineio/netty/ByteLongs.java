package dev.sockeye.engineio.netty;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Views an array of bytes as words of eight, the first byte being the least significant: as most processors have it. */
final class ByteLongs {
    static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The bits that no ASCII character has. */
    static final long NOT_ASCII = 0x8080808080808080L;

    private ByteLongs() {}

    static long get(byte[] bytes, int at) {
        return (long) VIEW.get(bytes, at);
    }

    static void set(byte[] bytes, int at, long word) {
        VIEW.set(bytes, at, word);
    }
}
