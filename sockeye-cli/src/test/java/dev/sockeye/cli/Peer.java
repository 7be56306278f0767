package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawWebSocket;
import java.util.Arrays;

/** Is a client over WebSocket that types its packets by hand. */
final class Peer implements AutoCloseable {
    private final RawWebSocket socket;
    private final int revision;

    private Peer(int port, int revision, String query) {
        this.revision = revision;
        socket = RawWebSocket.open(port, "/socket.io/?EIO=" + revision + "&transport=websocket" + query);
        assertThat(next()).startsWith("0{\"sid\":\"");
    }

    /** Opens a connection of protocol 5, in no namespace yet. */
    static Peer open(int port) {
        return new Peer(port, 4, "");
    }

    /** Opens a connection of protocol 5 that has joined a namespace, and has heard that it was. */
    static Peer join(int port, String namespace, String auth) {
        var peer = open(port);
        var prefix = namespace.equals("/") ? "" : namespace + ',';
        peer.send("40" + prefix + auth);
        peer.expect("40" + prefix + "\\{\"sid\":\"[\\w-]{20}\"\\}");
        return peer;
    }

    /** Opens a connection of protocol 5 that is in the main namespace and has got its {@code auth}. */
    static Peer ready(int port) {
        var peer = join(port, "/", "");
        assertThat(peer.next()).isEqualTo("42[\"auth\",{}]");
        return peer;
    }

    /** Opens a connection of protocol 4, which is in the main namespace unasked. */
    static Peer old(int port, String query) {
        var peer = new Peer(port, 3, query);
        assertThat(peer.next()).isEqualTo("40");
        return peer;
    }

    Peer send(String text) {
        socket.send(text);
        return this;
    }

    Peer send(byte[] attachment) {
        var first = revision == 4 ? 0 : 1;
        var bytes = new byte[attachment.length + first];
        System.arraycopy(attachment, 0, bytes, first, attachment.length);
        if (first == 1) {
            bytes[0] = 4;
        }
        socket.send(bytes);
        return this;
    }

    /** Returns the next text. */
    String next() {
        var frame = socket.next();
        assertThat(frame.opcode()).isEqualTo(RawFrame.TEXT);
        return frame.text();
    }

    /** Returns the next attachment. */
    byte[] nextBytes() {
        var frame = socket.next();
        assertThat(frame.opcode()).isEqualTo(RawFrame.BINARY);
        var bytes = frame.payload();
        if (revision == 4) {
            return bytes;
        }
        assertThat(bytes[0]).isEqualTo((byte) 4);
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    Peer expect(String pattern) {
        assertThat(next()).matches(pattern);
        return this;
    }

    RawWebSocket socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
