package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;

/** Encodes masked WebSocket frames (RFC 6455, section 5.2) beforehand. */
final class ClientFrames {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    // The same for all frames: nothing between this process and the server is to be protected from its content.
    private static final int[] KEY = {0x37, 0xFA, 0x21, 0x3D};

    private ClientFrames() {}

    static ByteBuf text(String text) {
        return one(Payload.text(text));
    }

    static ByteBuf one(Payload payload) {
        var out = Unpooled.directBuffer();
        write(out, payload);
        return out;
    }

    /** Returns a close frame without a code. */
    static ByteBuf close() {
        var out = Unpooled.directBuffer();
        head(out, CLOSE, 0);
        return out;
    }

    static ByteBuf pong(Payload ping) {
        var out = Unpooled.directBuffer();
        masked(out, PONG, ping.bytes());
        return out;
    }

    /** Returns the same in memory that is given back with the last reference, whoever forgets to release it. */
    static ByteBuf lasting(ByteBuf bytes) {
        var memory = ByteBuffer.allocateDirect(bytes.readableBytes());
        bytes.readBytes(memory);
        bytes.release();
        return Unpooled.wrappedBuffer(memory.flip());
    }

    static ByteBuf all(List<Payload> payloads) {
        var out = Unpooled.directBuffer();
        payloads.forEach(payload -> write(out, payload));
        return out;
    }

    private static void write(ByteBuf out, Payload payload) {
        masked(out, payload.text() ? TEXT : BINARY, payload.bytes());
    }

    private static void masked(ByteBuf out, int opcode, byte[] bytes) {
        head(out, opcode, bytes.length);
        for (var i = 0; i < bytes.length; i++) {
            out.writeByte(bytes[i] ^ KEY[i & 3]);
        }
    }

    private static void head(ByteBuf out, int opcode, int length) {
        out.writeByte(FINAL | opcode);
        if (length < 126) {
            out.writeByte(MASKED | length);
        } else if (length < 65_536) {
            out.writeByte(MASKED | 126).writeShort(length);
        } else {
            out.writeByte(MASKED | 127).writeLong(length);
        }
        for (var part : KEY) {
            out.writeByte(part);
        }
    }
}
