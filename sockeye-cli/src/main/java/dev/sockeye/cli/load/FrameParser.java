package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Takes a server's WebSocket frames apart, one by one, where comparing bytes is not enough. Confined to the event loop. */
final class FrameParser {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    private static final int LONGEST = 64 << 20;

    private final byte[] head = new byte[10];
    private int headBytes;
    private byte[] body = new byte[0];
    private int size;
    private int length = -1;

    /** Takes bytes up to the end of the frame; true when it is whole. Then the next call begins the next frame. */
    boolean feed(ByteBuf in) {
        if (length >= 0 && size == length) {
            headBytes = 0;
            length = -1;
            size = 0;
            body = new byte[0];
        }
        while (length < 0) {
            if (!in.isReadable()) {
                return false;
            }
            head[headBytes++] = in.readByte();
            if (headBytes >= 2 && headBytes == headLength()) {
                length = announced();
            }
        }
        var part = Math.min(in.readableBytes(), length - size);
        if (body.length < size + part) {
            body = Arrays.copyOf(body, Math.min(length, Math.max(size + part, 2 * body.length)));
        }
        in.readBytes(body, size, part);
        size += part;
        return size == length;
    }

    boolean last() {
        return head[0] < 0;
    }

    int opcode() {
        return head[0] & 0xF;
    }

    Payload payload() {
        return new Payload(opcode() == TEXT, Arrays.copyOf(body, size));
    }

    private int headLength() {
        var code = head[1] & 0x7F;
        return switch (code) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private int announced() {
        if (head[1] < 0 || (head[0] & 0x70) != 0) {
            throw new LoadException("the server sent a masked frame, or one of an extension that was not asked for");
        }
        var value = 0L;
        for (var i = 2; i < headBytes; i++) {
            value = (value << 8) | (head[i] & 0xFF);
        }
        value = headBytes == 2 ? head[1] & 0x7F : value;
        if (value < 0 || value > LONGEST) {
            throw new LoadException(
                    "the server sent a frame of " + value + " bytes (expected: " + LONGEST + " at most)");
        }
        return (int) value;
    }
}
