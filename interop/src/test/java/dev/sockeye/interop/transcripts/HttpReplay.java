package dev.sockeye.interop.transcripts;

import dev.sockeye.testkit.RawClosedException;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawHeader;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawResponse;
import dev.sockeye.testkit.RawTimeoutException;
import dev.sockeye.testkit.RawWebSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.databind.JsonNode;

/** Sends the requests of one recorded exchange and notes what comes back. */
final class HttpReplay implements AutoCloseable {
    private static final Duration WINDOW = Duration.ofMillis(300);
    private static final Duration SETTLING = Duration.ofMillis(60);
    private static final Pattern SID = Pattern.compile("(\\\\?\"sid\\\\?\":\\\\?\")([A-Za-z0-9_-]{20})(\\\\?\")");
    private static final Pattern ABBREVIATED = Pattern.compile("(.*)\\.\\.\\.\\(\\d+ characters\\)", Pattern.DOTALL);

    private final int port;
    private final JsonNode transcript;
    private final Observation expected;
    private final Observation seen = new Observation();
    private final List<RawHttp> connections = new ArrayList<>();
    private String sid = "";
    private boolean rootConnected;

    private HttpReplay(int port, JsonNode transcript, Observation expected) {
        this.port = port;
        this.transcript = transcript;
        this.expected = expected;
    }

    static Observation run(int port, JsonNode transcript, Observation expected) {
        try (HttpReplay replay = new HttpReplay(port, transcript, expected)) {
            return replay.run();
        }
    }

    private Observation run() {
        int count = 0;
        for (JsonNode before : transcript.path("before")) {
            before("before " + count++, before);
        }
        JsonNode related = transcript.path("related");
        Optional<RawHttp> openPoll = open(related, "openPoll");
        Optional<RawHttp> firstPoll = open(related, "firstPoll");
        Optional<RawHttp> firstPost = related.has("firstPost") ? Optional.of(halfOfAPost()) : Optional.empty();

        JsonNode request = transcript.get("request");
        RawHttp http = send(request);
        note("response", transcript.get("response"), request.get("method").asString(), http);
        settle(request, http);
        openPoll.ifPresent(poll -> note("openPoll", related.get("openPoll"), "GET", poll));
        firstPoll.ifPresent(poll -> note("firstPoll", related.get("firstPoll"), "GET", poll));
        firstPost.ifPresent(post -> note("firstPost", related.get("firstPost"), "POST", post));
        if (related.has("followingPoll")) {
            note("followingPoll", related.get("followingPoll"), "GET", poll());
        }
        return seen;
    }

    private void before(String name, JsonNode before) {
        JsonNode recordedBody = before.path("responseBody");
        if (rootConnected && recordedBody.asString("").contains("2:40")) {
            // The packet that was recorded here has already come with the handshake's answer.
            seen.put(name, "status", "200").put(name, "body", recordedBody.asString());
            return;
        }
        RawHttp http = send(before);
        RawResponse answer = http.response();
        settle(before, http);
        seen.put(name, "status", Integer.toString(answer.status()));
        if (sid.isEmpty()) {
            Matcher matcher = SID.matcher(answer.text());
            sid = matcher.find() ? matcher.group(2) : "";
            rootConnected = answer.text().contains("2:40");
        }
        if (!recordedBody.isMissingNode()) {
            seen.put(name, "body", veiled(answer.text()));
        }
    }

    /** Gives handlers, which run on other threads, the time to answer what a request has brought. */
    private static void settle(JsonNode request, RawHttp http) {
        if (request.get("method").asString().equals("POST")) {
            http.silentFor(SETTLING);
        }
    }

    private Optional<RawHttp> open(JsonNode related, String name) {
        if (!related.has(name)) {
            return Optional.empty();
        }
        RawHttp poll = poll();
        poll.silentFor(SETTLING);
        return Optional.of(poll);
    }

    private RawHttp poll() {
        String path = sessionPath();
        return path.contains("&j=")
                ? connect().get(path, "Sec-Fetch-Site: same-origin")
                : connect().get(path);
    }

    private RawHttp halfOfAPost() {
        RawHttp post = connect();
        post.connection()
                .send("POST " + sessionPath() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n14:");
        post.silentFor(SETTLING);
        return post;
    }

    private String sessionPath() {
        return transcript.get("before").get(0).get("path").asString() + "&sid=" + sid;
    }

    private RawHttp send(JsonNode request) {
        List<String> headers = new ArrayList<>();
        request.path("headers").forEachEntry((name, value) -> headers.add(name + ": " + value.asString()));
        JsonNode body = request.path("body");
        if (!request.has("headers") && body.isString()) {
            headers.add("Content-Type: "
                    + (body.asString().startsWith("d=")
                            ? "application/x-www-form-urlencoded"
                            : "text/plain;charset=UTF-8"));
        }
        if (!request.has("headers") && transcript.path("config").has("origins")) {
            headers.add("Origin: https://example.com");
        }
        if (request.get("path").asString().contains("&j=")) {
            // What browsers say of a script tag in a page of the server itself; the recorded servers did not ask.
            headers.add("Sec-Fetch-Site: same-origin");
        }
        String[] lines = headers.toArray(String[]::new);
        String method = request.get("method").asString();
        String path = request.get("path").asString().replace("<sid>", sid);
        if (body.isObject()) {
            return connect()
                    .request(
                            method,
                            path,
                            Base64.getDecoder().decode(body.get("base64").asString()),
                            lines);
        }
        return body.isString()
                ? connect().request(method, path, body.asString().getBytes(StandardCharsets.UTF_8), lines)
                : connect().request(method, path, lines);
    }

    private RawHttp connect() {
        RawHttp http = RawHttp.connect(port);
        connections.add(http);
        return http;
    }

    private void note(String name, JsonNode recorded, String method, RawHttp http) {
        try {
            if (expected.field(name, "result").equals(HttpTranscript.PENDING) && http.silentFor(WINDOW)) {
                seen.put(name, "result", HttpTranscript.PENDING);
                return;
            }
            RawResponse answer = method.equals("HEAD") ? http.responseToHead() : http.response();
            seen.put(name, "status", Integer.toString(answer.status()));
            headers(name, recorded, answer);
            if (answer.status() == 101 && !recorded.has("body")) {
                seen.put(name, "frames", String.join("\n", frames(http, answer, expected.field(name, "frames"))));
            } else if (answer.status() == 101) {
                seen.put(name, "body", new String(http.connection().readToEnd(), StandardCharsets.UTF_8));
            } else {
                seen.put(name, "body", body(answer, expected.field(name, "body")));
            }
        } catch (RawTimeoutException e) {
            seen.put(name, "result", HttpTranscript.PENDING);
        } catch (RawClosedException e) {
            seen.put(name, "result", HttpTranscript.CLOSED);
        }
    }

    private void headers(String name, JsonNode recorded, RawResponse answer) {
        for (RawHeader header : answer.headers()) {
            if (HttpTranscript.matters(header.name(), header.value())) {
                seen.merge(name, "header " + header.name().toLowerCase(Locale.ROOT), veiled(header.value()));
            }
        }
        if (HttpTranscript.announcesLength(recorded)
                && answer.status() != 204
                && answer.header("Content-Length").isPresent()) {
            seen.put(name, "length", "announced");
        }
    }

    /** Takes as many frames as are expected, and those that should not have come. */
    private List<String> frames(RawHttp http, RawResponse answer, String wanted) {
        List<String> frames = new ArrayList<>();
        RawWebSocket webSocket = RawWebSocket.over(http.connection(), answer);
        while (frames.size() < wanted.lines().count() || !webSocket.silentFor(SETTLING)) {
            try {
                RawFrame frame = webSocket.next();
                frames.add(frame.opcode() + " "
                        + (frame.opcode() == RawFrame.TEXT
                                ? veiled(frame.text())
                                : Base64.getEncoder().encodeToString(frame.payload())));
            } catch (RawClosedException | RawTimeoutException e) {
                return frames;
            }
        }
        return frames;
    }

    private static String body(RawResponse answer, String wanted) {
        String coding = answer.header("Content-Encoding").orElse("");
        if (!coding.isEmpty()) {
            decoded(answer.body(), coding);
            return "(" + coding + " compressed)";
        }
        if (answer.header("Content-Type")
                .filter("application/octet-stream"::equals)
                .isPresent()) {
            return "base64 " + Base64.getEncoder().encodeToString(answer.body());
        }
        Matcher abbreviated = ABBREVIATED.matcher(wanted);
        String text = veiled(answer.text());
        return abbreviated.matches() && text.length() > abbreviated.group(1).length()
                ? text.substring(0, abbreviated.group(1).length()) + "...(" + text.length() + " characters)"
                : text;
    }

    private static void decoded(byte[] body, String coding) {
        try (InputStream in = coding.equals("gzip")
                ? new GZIPInputStream(new ByteArrayInputStream(body))
                : new InflaterInputStream(new ByteArrayInputStream(body))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.contains("x".repeat(2000))) {
                throw new IllegalStateException("not what was to be compressed: " + text);
            }
        } catch (IOException e) {
            throw new IllegalStateException("not in " + coding, e);
        }
    }

    /** Hides session ids, which differ each time. */
    private static String veiled(String text) {
        return SID.matcher(text).replaceAll("$1<sid>$3").replaceAll("^io=[A-Za-z0-9_-]{20};", "io=<sid>;");
    }

    @Override
    public void close() {
        connections.forEach(RawHttp::close);
    }
}
