package dev.sockeye.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Is a server that does what the doctor looks at, and lets a test break one thing of it. Thread-safe. */
class FakeEngine implements Scripted.Conversation {
    /** What a server sends that admits the page. */
    static final String CORS = "Access-Control-Allow-Origin: " + Visits.ORIGIN + "\r\nVary: Origin\r\n";

    private static final int PING_INTERVAL = 300;
    private static final String UNKNOWN = "{\"code\":1,\"message\":\"Session ID unknown\"}";

    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, CompletableFuture<String>> sessions = new ConcurrentHashMap<>();

    /**
     * Is a request.
     *
     * @param head its head, the lines as they came
     * @param body its body
     */
    record Asked(String head, String body) {
        String method() {
            return head.substring(0, head.indexOf(' '));
        }

        /** Returns a parameter, or an empty text. */
        String query(String name) {
            return found("[?&]" + name + "=([^& ]*)").orElse("");
        }

        Optional<String> header(String name) {
            return found("(?im)^" + name + ": *([^\r\n]*)");
        }

        boolean webSocket() {
            return header("Upgrade").isPresent();
        }

        private Optional<String> found(String expression) {
            var matcher = Pattern.compile(expression).matcher(head);
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
    }

    @Override
    public final void run(String head, String body, Socket socket) throws IOException, InterruptedException {
        var asked = new Asked(head, body);
        var out = socket.getOutputStream();
        if (asked.webSocket()) {
            webSocket(asked, socket.getInputStream(), out);
        } else {
            out.write(answer(asked).getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    /** Answers a request. */
    String answer(Asked asked) throws InterruptedException {
        if (asked.method().equals("OPTIONS")) {
            return preflight(asked);
        } else if (asked.query("sid").isEmpty()) {
            return open(asked);
        } else if (!sessions.containsKey(asked.query("sid"))) {
            return Scripted.answer("400 Bad Request", cors(asked), UNKNOWN);
        }
        return asked.method().equals("POST") ? post(asked) : poll(asked);
    }

    /** Returns the headers that an answer carries for the page's sake. */
    String cors(Asked asked) {
        return CORS;
    }

    String preflight(Asked asked) {
        return Scripted.answer("204 No Content", cors(asked), "");
    }

    String open(Asked asked) {
        return Scripted.answer("200 OK", cors(asked), openPacket());
    }

    String poll(Asked asked) throws InterruptedException {
        var session = session(asked);
        var packet = "2";
        try {
            packet = session.get(PING_INTERVAL, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Time to ping.
        }
        return Scripted.answer("200 OK", cors(asked), packet);
    }

    String post(Asked asked) {
        if (asked.body().equals("1")) {
            session(asked).complete("6");
        }
        return Scripted.answer("200 OK", cors(asked), "ok");
    }

    private CompletableFuture<String> session(Asked asked) {
        return Objects.requireNonNull(sessions.get(asked.query("sid")));
    }

    /** Opens a WebSocket, and pings. */
    void webSocket(Asked asked, InputStream in, OutputStream out) throws IOException, InterruptedException {
        accept(asked, out);
        if (asked.query("sid").isEmpty()) {
            say(out, openPacket());
            idle(out);
        } else {
            say(out, "3probe");
        }
        read(in);
    }

    /** Does what a server does on a WebSocket on which nothing is said. */
    void idle(OutputStream out) throws IOException, InterruptedException {
        pass(PING_INTERVAL);
        say(out, "2");
    }

    final String openPacket() {
        var sid = "session-" + count.incrementAndGet();
        sessions.put(sid, new CompletableFuture<>());
        return openPacket(sid);
    }

    final String openPacket(String sid) {
        sessions.putIfAbsent(sid, new CompletableFuture<>());
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":" + PING_INTERVAL
                + ",\"pingTimeout\":200,\"maxPayload\":1000000}";
    }

    static void accept(Asked asked, OutputStream out) throws IOException {
        var key = asked.header("Sec-WebSocket-Key").orElse("") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        try {
            var digest = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void say(OutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(0x81);
        if (bytes.length > 125) {
            out.write(126);
            out.write(bytes.length >> 8);
        }
        out.write(bytes.length & 255);
        out.write(bytes);
        out.flush();
    }

    static void pass(int millis) throws InterruptedException {
        new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }

    /** Reads until the other side has gone. */
    static void read(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // Whatever it says.
        }
    }
}
