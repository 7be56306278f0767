package dev.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawFrame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what a test says, however wrong; one thread for each connection. */
final class RawServer implements AutoCloseable {
    static final String SID = "abcdefghij0123456789";

    private final ServerSocket listening;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    final AtomicInteger connections = new AtomicInteger();

    /** What is done with one connection; where it throws because the client has gone, that is no failure. */
    interface Script {
        void serve(Peer peer) throws Exception;
    }

    /** A request as it came. */
    record Request(String method, String target, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private RawServer(Script script) throws IOException {
        listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        begin(() -> accept(script));
    }

    static RawServer start(Script script) throws IOException {
        return new RawServer(script);
    }

    /** Starts a server that answers each request as it is told; a connection is kept as long as the client wants. */
    static RawServer answering(Answering answering) throws IOException {
        return start(peer -> {
            while (true) {
                answering.answer(peer, peer.request());
            }
        });
    }

    /** What is done with one request. */
    interface Answering {
        void answer(Peer peer, Request request) throws Exception;
    }

    static String open(String upgrades, int interval, int timeout) {
        return "0{\"sid\":\"" + SID + "\",\"upgrades\":[" + upgrades + "],\"pingInterval\":" + interval
                + ",\"pingTimeout\":" + timeout + ",\"maxPayload\":1000000}";
    }

    static String open() {
        return open("", 25000, 20000);
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    private void accept(Script script) {
        try {
            while (true) {
                var socket = listening.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                connections.incrementAndGet();
                begin(() -> serve(socket, script));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            script.serve(new Peer(socket));
        } catch (IOException e) {
            // The client has gone.
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    private void begin(Runnable task) {
        var thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (var socket : sockets) {
            socket.close();
        }
        try {
            for (var thread : threads) {
                thread.join(5000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(failures).isEmpty();
    }

    /** The client's end of one connection. */
    final class Peer {
        final Socket socket;
        private final InputStream in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedInputStream(socket.getInputStream());
        }

        int read() throws IOException {
            var b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            return b;
        }

        String line() throws IOException {
            var line = new ByteArrayOutputStream();
            for (var b = read(); b != '\n'; b = read()) {
                line.write(b);
            }
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        }

        Request request() throws IOException {
            var first = line().split(" ");
            var headers = new LinkedHashMap<String, String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                var colon = line.indexOf(':');
                headers.merge(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip(),
                        (a, b) -> a + ", " + b);
            }
            var body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
            for (var i = 0; i < body.length; i++) {
                body[i] = (byte) read();
            }
            var request = new Request(first[0], first[1], headers, new String(body, StandardCharsets.UTF_8));
            requests.add(request);
            return request;
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        void answer(int status, String body, String... headers) throws IOException {
            var length = body.getBytes(StandardCharsets.UTF_8).length;
            var more = List.of(headers).isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
            send("HTTP/1.1 " + status + " Whatever\r\nContent-Length: " + length + "\r\n" + more + "\r\n" + body);
        }

        void ok(String body) throws IOException {
            answer(200, body, "Content-Type: text/plain; charset=UTF-8");
        }

        void accept(Request request, String... headers) throws Exception {
            accept(request, new byte[0], headers);
        }

        /** Answers a WebSocket handshake, with whatever follows it in one write. */
        void accept(Request request, byte[] more, String... headers) throws Exception {
            var key = MessageDigest.getInstance("SHA-1")
                    .digest((request.header("sec-websocket-key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            var lines = List.of(headers).isEmpty() ? "" : String.join("\r\n", headers) + "\r\n";
            var head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(key) + "\r\n" + lines + "\r\n";
            var all = new ByteArrayOutputStream();
            all.write(head.getBytes(StandardCharsets.US_ASCII));
            all.write(more);
            send(all.toByteArray());
        }

        void frame(int opcode, byte[] payload) throws IOException {
            send(new RawFrame(true, 0, opcode, false, payload).encode());
        }

        void text(String text) throws IOException {
            frame(RawFrame.TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        /** Reads a masked frame. */
        RawFrame next() throws IOException {
            var first = read();
            var second = read();
            var length = second & 0x7F;
            if (length == 126) {
                length = (read() << 8) | read();
            } else if (length == 127) {
                var announced = 0L;
                for (var i = 0; i < 8; i++) {
                    announced = (announced << 8) | read();
                }
                length = Math.toIntExact(announced);
            }
            assertThat(second & 0x80).as("masked").isNotZero();
            var mask = in.readNBytes(4);
            var payload = in.readNBytes(length);
            for (var i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return new RawFrame((first & 0x80) != 0, (first >> 4) & 7, first & 15, true, payload);
        }

        /** Waits until the client closes. */
        void awaitEnd() throws IOException {
            while (in.read() >= 0) {
                // What it still says does not matter.
            }
        }
    }
}
