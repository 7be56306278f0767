package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Frame;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Builds frames as bytes, and reads bytes to a list of what was found in them. */
final class Wire {
    static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private Wire() {}

    /** Makes a masked frame with a length in its shortest form. */
    static byte[] frame(int first, byte[] payload) {
        return frame(first, payload, payload.length < 126 ? 0 : payload.length < 65536 ? 2 : 8, true);
    }

    static byte[] frame(int first, String text) {
        return frame(first, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a frame whose length takes so many extra bytes. */
    static byte[] frame(int first, byte[] payload, int extra, boolean masked) {
        var out = new ByteArrayOutputStream();
        out.write(first);
        out.write((masked ? 0x80 : 0) | (extra == 0 ? payload.length : extra == 2 ? 126 : 127));
        for (var i = extra - 1; i >= 0; i--) {
            out.write(i > 3 ? 0 : payload.length >> (8 * i));
        }
        if (masked) {
            out.writeBytes(MASK);
        }
        for (var i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ MASK[i & 3] : payload[i]);
        }
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /** Reads pieces as a server, and describes each event, a failure being the last. */
    static List<String> read(WebSocketSettings settings, byte[]... pieces) {
        return read(WebSocketRole.SERVER, settings, pieces);
    }

    static List<String> read(WebSocketRole role, WebSocketSettings settings, byte[]... pieces) {
        var events = new ArrayList<String>();
        var reader = new FrameReader(role, settings, new FrameEvents() {
            @Override
            public void onMessage(Frame frame) {
                var payload = frame.payload();
                events.add(
                        frame.binary()
                                ? "binary " + HexFormat.of().formatHex(payload.toByteArray())
                                : "text " + payload.utf8());
            }

            @Override
            public void onPing(byte[] payload) {
                events.add("ping " + new String(payload, StandardCharsets.UTF_8));
            }

            @Override
            public void onCloseFrame(int code, String reason) {
                events.add("close " + code + " " + reason);
            }
        });
        try {
            for (var piece : pieces) {
                var buffer = Unpooled.wrappedBuffer(piece);
                reader.read(buffer);
            }
        } catch (WebSocketException e) {
            events.add("failed " + e.code());
        }
        return events;
    }

    /** Reads bytes cut at every place, and asserts nothing: the caller compares. */
    static List<List<String>> readAtAllCuts(WebSocketSettings settings, byte[] bytes) {
        var results = new ArrayList<List<String>>();
        for (var at = 0; at <= bytes.length; at++) {
            results.add(read(
                    settings,
                    java.util.Arrays.copyOfRange(bytes, 0, at),
                    java.util.Arrays.copyOfRange(bytes, at, bytes.length)));
        }
        var single = new byte[bytes.length][];
        for (var i = 0; i < bytes.length; i++) {
            single[i] = new byte[] {bytes[i]};
        }
        results.add(read(settings, single));
        return results;
    }
}
