package dev.sockeye.testkit;

import java.time.Duration;

/**
 * A WebSocket client that sends any frame and shows every frame of the server. Answers nothing by itself, neither pings
 * nor closes. Confined to one thread.
 */
public final class RawWebSocket implements AutoCloseable {
    /** The key of RFC 6455, section 1.3. */
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    /** What a server must answer to {@link #KEY}. */
    public static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /** The code that stands for a connection that ended without a close frame (RFC 6455, section 7.1.5). */
    public static final int ABNORMAL = 1006;

    private final RawConnection connection;
    private final RawResponse handshake;

    private RawWebSocket(RawConnection connection, RawResponse handshake) {
        this.connection = connection;
        this.handshake = handshake;
    }

    /** Opens a WebSocket on the loopback interface. Fails unless the server answers 101 with the right accept key. */
    public static RawWebSocket open(int port, String target, String... headerLines) {
        RawConnection connection = RawConnection.connect(port);
        RawResponse answer = knock(connection, target, headerLines);
        if (answer.status() != 101
                || !answer.header("Sec-WebSocket-Accept").filter(ACCEPT::equals).isPresent()) {
            connection.close();
            throw new IllegalStateException("not a WebSocket: " + answer);
        }
        return new RawWebSocket(connection, answer);
    }

    /** Speaks frames over a connection whose handshake has been made. */
    public static RawWebSocket over(RawConnection connection, RawResponse handshake) {
        return new RawWebSocket(connection, handshake);
    }

    /** Sends a correct opening handshake and reads the answer, whatever it is. */
    public static RawResponse knock(RawConnection connection, String target, String... headerLines) {
        String[] lines = new String[headerLines.length + 4];
        lines[0] = "Connection: Upgrade";
        lines[1] = "Upgrade: websocket";
        lines[2] = "Sec-WebSocket-Version: 13";
        lines[3] = "Sec-WebSocket-Key: " + KEY;
        System.arraycopy(headerLines, 0, lines, 4, headerLines.length);
        return RawHttp.over(connection).get(target, lines).response();
    }

    /** Returns the answer to the opening handshake. */
    public RawResponse handshake() {
        return handshake;
    }

    /** Returns the connection, for everything that is not a frame. */
    public RawConnection connection() {
        return connection;
    }

    /** Sends a frame. */
    public RawWebSocket send(RawFrame frame) {
        connection.send(frame.encode());
        return this;
    }

    /** Sends a text message. */
    public RawWebSocket send(String text) {
        return send(RawFrame.text(text));
    }

    /** Sends a binary message. */
    public RawWebSocket send(byte[] bytes) {
        return send(RawFrame.of(RawFrame.BINARY, bytes));
    }

    /** Reads the next frame, of whatever kind. */
    public RawFrame next() {
        int first = connection.read();
        int second = connection.read();
        int length = second & 0x7f;
        if (length == 126) {
            length = (connection.read() << 8) | connection.read();
        } else if (length == 127) {
            long announced = 0;
            for (int i = 0; i < 8; i++) {
                announced = (announced << 8) | connection.read();
            }
            length = Math.toIntExact(announced);
        }
        boolean masked = (second & 0x80) != 0;
        byte[] mask = masked ? connection.read(4) : new byte[4];
        byte[] payload = connection.read(length);
        for (int i = 0; masked && i < length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return new RawFrame((first & 0x80) != 0, (first >> 4) & 7, first & 15, masked, payload);
    }

    /** Tells whether the server stays silent for a time: no frame, no end of the connection. */
    public boolean silentFor(Duration time) {
        return !connection.stirsWithin(time);
    }

    /** Drops frames until the close frame and returns its code: 1005 for none, 1006 for an end without such a frame. */
    public int closeCode() {
        try {
            RawFrame frame = next();
            while (frame.opcode() != RawFrame.CLOSE) {
                frame = next();
            }
            return frame.closeCode();
        } catch (RawClosedException e) {
            return ABNORMAL;
        }
    }

    /** Closes the TCP connection without a close frame. */
    @Override
    public void close() {
        connection.close();
    }
}
