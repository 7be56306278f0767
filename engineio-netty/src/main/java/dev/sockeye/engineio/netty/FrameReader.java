package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns received bytes into messages and control frames (RFC 6455, sections 5 and 8). Bytes may come in any pieces: the
 * head of a frame is taken byte by byte, a payload is copied once, into the array that becomes the message; the array
 * grows by what arrives and never by what is announced. Confined to the event loop.
 */
final class FrameReader {
    private static final byte CONTINUATION = 0;
    private static final byte TEXT = 1;
    private static final byte BINARY = 2;
    private static final byte CLOSE = 8;
    private static final byte PING = 9;
    private static final byte PONG = 10;

    private static final int FIRST_CHUNK = 4096;
    private static final byte[] NOTHING = new byte[0];

    private final boolean masked;
    private final WebSocketSettings settings;
    private final FrameEvents events;
    private boolean stopped;

    // For the frame. Small numbers in bytes: there is one of these for each idle connection.
    private byte headBytes;
    private byte lengthBytes;
    private byte keyBytes;
    private boolean last;
    private byte opcode;
    private long length;
    private int key;
    private int taken;
    private byte[] control = NOTHING;

    // For the message.
    private byte kind;
    private boolean compressed;
    private int fragments;
    private byte[] message = NOTHING;
    private int size;
    // Made with the first text that is not ASCII all through.
    private @Nullable Utf8Check utf8;

    FrameReader(WebSocketRole role, WebSocketSettings settings, FrameEvents events) {
        this.masked = role == WebSocketRole.SERVER;
        this.settings = settings;
        this.events = events;
    }

    /** Ignores whatever comes from now on. */
    void stop() {
        stopped = true;
        message = NOTHING;
    }

    /**
     * Takes all bytes of a buffer.
     *
     * @throws WebSocketException if the connection must fail; the reader is of no more use then
     */
    void read(ByteBuf in) {
        while (!stopped && takeHead(in)) {
            var part = (int) Math.min(in.readableBytes(), length - taken);
            if (part > 0) {
                payload(in, part);
            }
            taken += part;
            if (taken < length) {
                return;
            }
            endOfFrame();
        }
    }

    /** Takes what there is of a frame's head; tells whether that is all of it. */
    private boolean takeHead(ByteBuf in) {
        while (keyBytes < 4) {
            if (!in.isReadable()) {
                return false;
            }
            head(in.readByte() & 0xFF);
        }
        return true;
    }

    private void head(int b) {
        if (headBytes == 0) {
            first(b);
        } else if (headBytes == 1) {
            second(b);
        } else if (lengthBytes > 0) {
            length = (length << 8) | b;
            if (headBytes == 2 && lengthBytes == 8 && b > 0x7F) {
                throw error("the top bit of a length is set");
            }
            if (--lengthBytes == 0) {
                if (length < (headBytes == 3 ? 126 : 65536)) {
                    throw error("a length is not in its shortest form");
                }
                lengthKnown();
            }
        } else {
            key = (key << 8) | b;
            keyBytes++;
        }
        headBytes++;
    }

    private void first(int b) {
        last = b > 0x7F;
        opcode = (byte) (b & 0xF);
        var reserved = b & 0x70;
        switch (opcode) {
            case TEXT, BINARY -> {
                if (kind != 0) {
                    throw error("a message begins inside another one");
                }
                if (reserved != 0 && (reserved != 0x40 || !settings.deflate())) {
                    throw error("a reserved bit is set");
                }
                kind = opcode;
                compressed = reserved != 0;
            }
            case CONTINUATION -> {
                if (kind == 0) {
                    throw error("a continuation has no beginning");
                }
                if (reserved != 0) {
                    throw error("a reserved bit is set");
                }
            }
            case CLOSE, PING, PONG -> {
                if (!last) {
                    throw error("a control frame is fragmented");
                }
                if (reserved != 0) {
                    throw error("a reserved bit is set");
                }
            }
            default -> throw error("an opcode is reserved");
        }
        if (opcode < CLOSE && ++fragments > settings.maxFragments()) {
            throw new WebSocketException(CloseCode.TOO_BIG, "a message has too many fragments");
        }
    }

    private void second(int b) {
        if (b > 0x7F != masked) {
            throw error(masked ? "a client's frame is not masked" : "a server's frame is masked");
        }
        length = b & 0x7F;
        if (length < 126) {
            lengthKnown();
        } else if (opcode >= CLOSE) {
            throw error("a control frame is too long");
        } else {
            lengthBytes = (byte) (length == 126 ? 2 : 8);
            length = 0;
        }
    }

    private void lengthKnown() {
        if (opcode >= CLOSE) {
            control = length == 0 ? NOTHING : new byte[(int) length];
        } else if (length > limit() - size) {
            throw new WebSocketException(CloseCode.TOO_BIG, "a message is too big");
        }
        keyBytes = (byte) (masked ? 0 : 4);
        taken = 0;
    }

    private long limit() {
        // What cannot be compressed grows a little: five bytes for each stored block.
        return compressed ? settings.maxMessage() + (settings.maxMessage() >> 8) + 64 : settings.maxMessage();
    }

    private void payload(ByteBuf in, int part) {
        var inMessage = opcode < CLOSE;
        if (inMessage && part > message.length - size) {
            message = Arrays.copyOf(message, capacity(size + part));
        }
        // One call for both: with all that it leads to, it is most of this method when that is compiled.
        in.readBytes(inMessage ? message : control, inMessage ? size : taken, part);
        if (inMessage) {
            ofMessage(part);
        }
    }

    private void ofMessage(int part) {
        var seen = masked ? Masking.apply(message, size, size + part, key, taken) : ByteLongs.NOT_ASCII;
        if (kind == TEXT && !compressed && ((seen & ByteLongs.NOT_ASCII) != 0 || !textComplete())) {
            checkText(message, size, size + part);
        }
        size += part;
    }

    /**
     * Grows by factors, so that a message in many pieces costs time in proportion to its length: twofold where its end is
     * unknown, else fourfold, so that most messages are copied once only.
     */
    private int capacity(int needed) {
        var wanted = Math.max(FIRST_CHUNK, (last ? 4L : 2L) * needed);
        var most = last ? size + length - taken : limit();
        return (int) Math.min(most, wanted);
    }

    private boolean textComplete() {
        return utf8 == null || utf8.complete();
    }

    private void checkText(byte[] bytes, int from, int to) {
        if (utf8 == null) {
            utf8 = new Utf8Check();
        }
        if (!utf8.feed(bytes, from, to)) {
            throw new WebSocketException(CloseCode.INVALID_DATA, "a text is not UTF-8");
        }
    }

    private void endOfFrame() {
        headBytes = 0;
        keyBytes = 0;
        if (opcode >= CLOSE) {
            endOfControl();
        } else if (last) {
            endOfMessage();
        }
    }

    private void endOfControl() {
        var payload = control;
        control = NOTHING;
        if (masked) {
            Masking.apply(payload, 0, payload.length, key, 0);
        }
        if (opcode == PING) {
            events.onPing(payload);
        } else if (opcode == CLOSE) {
            stop();
            close(payload);
        }
    }

    private void close(byte[] payload) {
        if (payload.length == 0) {
            events.onCloseFrame(CloseCode.NONE, "");
            return;
        }
        var code = payload.length == 1 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        if (!CloseCode.sendable(code)) {
            throw error("a close code is invalid");
        }
        var check = new Utf8Check();
        if (!check.feed(payload, 2, payload.length) || !check.complete()) {
            throw new WebSocketException(CloseCode.INVALID_DATA, "a close reason is not UTF-8");
        }
        events.onCloseFrame(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private void endOfMessage() {
        if (compressed) {
            message = Deflate.decompress(message, size, settings.maxMessage());
            size = message.length;
            if (kind == TEXT) {
                checkText(message, 0, size);
            }
        }
        if (!textComplete()) {
            throw new WebSocketException(CloseCode.INVALID_DATA, "a text ends inside a character");
        }
        var frame = kind == TEXT ? Frame.text(message, size, true) : Frame.binary(Bytes.wrap(message, 0, size), true);
        message = NOTHING;
        size = 0;
        kind = 0;
        fragments = 0;
        compressed = false;
        events.onMessage(frame);
    }

    private static WebSocketException error(String sentence) {
        return new WebSocketException(CloseCode.PROTOCOL_ERROR, sentence);
    }
}
