package dev.sockeye.interop.transcripts;

import dev.sockeye.testkit.RawClosedException;
import dev.sockeye.testkit.RawFrame;
import dev.sockeye.testkit.RawHeader;
import dev.sockeye.testkit.RawHttp;
import dev.sockeye.testkit.RawResponse;
import dev.sockeye.testkit.RawTimeoutException;
import dev.sockeye.testkit.RawWebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The client of one recorded flow: what {@link FlowScripts} tells it to do it does, and notes what happens. Confined to
 * one thread.
 */
final class FlowReplay implements AutoCloseable {
    private static final String HEX = "> hex ";
    private static final Duration SETTLING = Duration.ofMillis(60);
    private static final Duration APART = Duration.ofMillis(40);
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final Pattern SID = Pattern.compile("(\"sid\":\")([A-Za-z0-9_-]{20})(\")");

    private final Subject subject;
    private final int revision;
    private final boolean endsByServer;
    private final Iterator<String> steps;
    private final List<String> wire = new ArrayList<>();
    private final List<String> http = new ArrayList<>();
    private final List<RawHttp> open = new ArrayList<>();
    private boolean ended;
    private int forgotten;
    private String closedAfter = "";

    FlowReplay(Subject subject, JsonNode flow, Observation expected) {
        this.subject = subject;
        revision = flow.get("eio").asInt();
        endsByServer = Flow.endsByServer(expected);
        steps = expected.field(Flow.EXCHANGE, "wire")
                .lines()
                .filter(line -> line.startsWith("> ") || line.startsWith("< "))
                .iterator();
    }

    int revision() {
        return revision;
    }

    Subject subject() {
        return subject;
    }

    /** Opens a polling session, joined to the root namespace, and returns its id. */
    String session() {
        String body = exchange(connect().get(path("polling", ""))).text();
        Matcher matcher = SID.matcher(body);
        if (!matcher.find()) {
            throw new IllegalStateException("no handshake: " + body);
        }
        String sid = matcher.group(2);
        if (revision == 4) {
            post(sid, "40");
            exchange(poll(sid));
        } else if (!body.endsWith("2:40")) {
            exchange(poll(sid));
        }
        return sid;
    }

    /** Starts a poll. */
    RawHttp poll(String sid) {
        return connect().get(path("polling", "&sid=" + sid));
    }

    /** Starts a poll, and waits until the server must have it. */
    RawHttp openPoll(String sid) {
        RawHttp poll = poll(sid);
        poll.silentFor(SETTLING);
        return poll;
    }

    /** Sends one packet of revision 4, framed for the revision of the flow, and returns the answer. */
    String post(String sid, String packet) {
        String body = revision == 4 ? packet : packet.length() + ":" + packet;
        RawHttp post = connect().post(path("polling", "&sid=" + sid), body);
        String answer = shown(exchange(post));
        // Handlers run on other threads: this gives them the time to answer.
        post.silentFor(SETTLING);
        return answer;
    }

    /** Waits for an answer: {@code 200 "body"}. */
    String answer(RawHttp request) {
        try {
            return shown(exchange(request));
        } catch (RawClosedException e) {
            return "closed";
        } catch (RawTimeoutException e) {
            return "pending";
        }
    }

    void noteHttp(String line) {
        http.add(line);
    }

    /** Opens a WebSocket for a new session, or with {@code &sid=…} for an existing one. */
    RawWebSocket webSocket(String more, String... headers) {
        RawHttp connection = connect();
        RawResponse answer = RawWebSocket.knock(connection.connection(), path("websocket", more), headers);
        ended = answer.status() != 101;
        if (ended) {
            wire.add("refused " + shown(answer));
        }
        return RawWebSocket.over(connection.connection(), answer);
    }

    /** Plays messages as they are expected until all have been, or the server has closed. */
    void play(RawWebSocket webSocket) {
        play(webSocket, Integer.MAX_VALUE);
    }

    /**
     * Plays so many of the expected messages: sends those of the client, a little apart as when they were recorded, and takes
     * one for each of the server.
     */
    void play(RawWebSocket webSocket, int count) {
        for (int i = 0; i < count && steps.hasNext(); i++) {
            String step = steps.next();
            if (ended) {
                continue;
            }
            if (step.startsWith("> ")) {
                webSocket.silentFor(APART);
                send(webSocket, step);
            } else {
                take(webSocket);
            }
        }
    }

    /** Takes a message of the server, which no recording foretells. */
    void take(RawWebSocket webSocket) {
        try {
            RawFrame frame = webSocket.next();
            if (frame.opcode() == RawFrame.CLOSE) {
                closed(frame.closeCode());
            } else if (frame.opcode() == RawFrame.TEXT) {
                wire.add("< " + SID.matcher(frame.text()).replaceAll("$1<sid>$3"));
            } else {
                wire.add("< hex " + HexFormat.of().formatHex(frame.payload()));
            }
        } catch (RawClosedException e) {
            closed(RawWebSocket.ABNORMAL);
        } catch (RawTimeoutException e) {
            wire.add("< nothing");
        }
    }

    /** Sees that the server says nothing, which is noted only when it does. */
    void quiet(RawWebSocket webSocket) {
        while (!ended && !webSocket.silentFor(SETTLING)) {
            take(webSocket);
        }
    }

    /** Closes without a code, as the official clients do, and waits for the answer. */
    void close(RawWebSocket webSocket) {
        quiet(webSocket);
        if (!ended) {
            close(webSocket, RawFrame.of(RawFrame.CLOSE, new byte[0]));
        }
    }

    /** Sends a close frame, waits for the answer and ends the connection. */
    void close(RawWebSocket webSocket, RawFrame frame) {
        webSocket.send(frame);
        closed(webSocket.closeCode());
        webSocket.close();
    }

    /** Waits for the server to close. */
    void closedByServer(RawWebSocket webSocket) {
        for (int i = 0; !ended && i < 3; i++) {
            take(webSocket);
        }
    }

    /** Ends the last WebSocket the way it was recorded: by the server, or by the client. */
    void finish(RawWebSocket webSocket) {
        if (endsByServer) {
            closedByServer(webSocket);
        } else {
            close(webSocket);
        }
    }

    void closed(int code) {
        wire.add("closed " + code);
        ended = true;
    }

    /** Notes how long something took; the expected time stands for one that is at most a little shorter, or longer. */
    void noteTime(long since, Observation expected) {
        long millis = (System.nanoTime() - since) / 1_000_000;
        String wanted = expected.field(Flow.EXCHANGE, "closed after");
        long least = wanted.isEmpty() ? 0 : Long.parseLong(wanted.substring(0, wanted.indexOf(' ')));
        closedAfter = millis >= least - 40 && millis < least + 190 ? wanted : millis + " ms";
    }

    /** Forgets what the application has seen, when so many lines have come. */
    void forget(int lines) {
        awaitLog(lines);
        forgotten = subject.log().size();
    }

    /** Waits until the application has seen so much. */
    void awaitLines(int lines) {
        awaitLog(lines);
    }

    /** Goes on with a WebSocket that is still open, after another one was closed. */
    void reopened() {
        ended = false;
    }

    boolean hasMore() {
        return steps.hasNext();
    }

    /** Returns what happened, when the application has seen as much as expected. */
    Observation seen(Observation expected) {
        long lines = expected.field(Flow.EXCHANGE, "application").lines().count();
        awaitLog(forgotten + (int) lines);
        List<String> log = subject.log();
        Observation observation = new Observation();
        if (!closedAfter.isEmpty()) {
            observation.put(Flow.EXCHANGE, "closed after", closedAfter);
        }
        return observation
                .put(Flow.EXCHANGE, "application", String.join("\n", log.subList(forgotten, log.size())))
                .put(Flow.EXCHANGE, "wire", String.join("\n", wire))
                .put(Flow.EXCHANGE, "http", String.join("\n", http));
    }

    static String headers(RawResponse response) {
        return String.join(
                ", ",
                response.headers().stream()
                        .filter(header -> !header.name().equalsIgnoreCase("Date"))
                        .map((RawHeader header) -> header.name() + ": " + header.value())
                        .sorted(String.CASE_INSENSITIVE_ORDER)
                        .toList());
    }

    @Override
    public void close() {
        open.forEach(RawHttp::close);
    }

    private void awaitLog(int lines) {
        long deadline = System.nanoTime() + LATER.toNanos();
        while (subject.log().size() < lines && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    private void send(RawWebSocket webSocket, String step) {
        wire.add(step);
        if (step.startsWith(HEX)) {
            webSocket.send(HexFormat.of().parseHex(step.substring(HEX.length())));
        } else {
            webSocket.send(step.substring(2));
        }
    }

    private RawHttp connect() {
        RawHttp connection = RawHttp.connect(subject.port());
        open.add(connection);
        return connection;
    }

    private String path(String transport, String more) {
        return "/socket.io/?EIO=" + revision + "&transport=" + transport + more;
    }

    private static RawResponse exchange(RawHttp request) {
        return request.response();
    }

    private static String shown(RawResponse answer) {
        return answer.status() + " \"" + SID.matcher(answer.text()).replaceAll("$1<sid>$3") + "\"";
    }
}
