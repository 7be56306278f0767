package dev.sockeye.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A client of HTTP/1.1 for one connection: sends requests, also broken ones, and reads the answers whenever the test
 * wants. An answer must be framed correctly, else reading it fails. Confined to one thread.
 */
public final class RawHttp implements AutoCloseable {
    private final RawConnection connection;

    private RawHttp(RawConnection connection) {
        this.connection = connection;
    }

    /** Connects to a port of the loopback interface. */
    public static RawHttp connect(int port) {
        return new RawHttp(RawConnection.connect(port));
    }

    /** Speaks over a connection that exists. */
    public static RawHttp over(RawConnection connection) {
        return new RawHttp(connection);
    }

    /** Returns the connection, for everything that is not HTTP. */
    public RawConnection connection() {
        return connection;
    }

    /** Sends a request without a body. Adds a Host line, nothing else. */
    public RawHttp request(String method, String target, String... headerLines) {
        connection.send(head(method, target, headerLines));
        return this;
    }

    /** Sends a request with a body and its Content-Length. */
    public RawHttp request(String method, String target, byte[] body, String... headerLines) {
        byte[] head = head(method, target, headerLines, "Content-Length: " + body.length)
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        connection.send(all);
        return this;
    }

    /** Sends a GET request. */
    public RawHttp get(String target, String... headerLines) {
        return request("GET", target, headerLines);
    }

    /** Sends a POST request with a text in UTF-8. */
    public RawHttp post(String target, String body, String... headerLines) {
        return request("POST", target, body.getBytes(StandardCharsets.UTF_8), headerLines);
    }

    /** Tells whether the server stays silent for a time: no answer, no end of the connection. */
    public boolean silentFor(Duration time) {
        return !connection.stirsWithin(time);
    }

    /** Reads the next answer. */
    public RawResponse response() {
        return response(true);
    }

    /** Reads the next answer, which has a head only. */
    public RawResponse responseToHead() {
        return response(false);
    }

    /** Closes the connection. */
    @Override
    public void close() {
        connection.close();
    }

    private static String head(String method, String target, String[] lines, String... more) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        for (String line : more) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private RawResponse response(boolean withBody) {
        String[] start = connection.readLine().split(" ", 3);
        if (start.length < 2 || !start[0].equals("HTTP/1.1") || !start[1].matches("[1-5][0-9]{2}")) {
            throw new IllegalStateException("not a status line: " + String.join(" ", start));
        }
        int status = Integer.parseInt(start[1]);
        List<RawHeader> headers = new ArrayList<>();
        for (String line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalStateException("not a header: " + line);
            }
            headers.add(new RawHeader(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        RawResponse head = new RawResponse(status, start.length == 3 ? start[2] : "", headers, new byte[0]);
        boolean bodiless = !withBody || status < 200 || status == 204 || status == 304;
        return bodiless ? head : new RawResponse(status, head.reason(), headers, body(head));
    }

    private byte[] body(RawResponse head) {
        if (head.header("Transfer-Encoding")
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter("chunked"::equals)
                .isPresent()) {
            return chunks();
        }
        return head.header("Content-Length")
                .map(length -> connection.read(Integer.parseInt(length)))
                .orElseGet(connection::readToEnd);
    }

    private byte[] chunks() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(connection.readLine(), 16);
            body.writeBytes(connection.read(size));
            String end = connection.readLine();
            if (!end.isEmpty()) {
                throw new IllegalStateException("a chunk longer than announced, or a trailer: " + end);
            }
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }
}
