package dev.sockeye.cli.probe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Reads an answer from a wire. Confined to one thread. */
final class HttpReader {
    private static final int MOST_LINE = 16_384;
    private static final int MOST_HEADERS = 200;
    private static final int MOST_HEAD = 65_536;
    private static final int MOST_BODY = 262_144;
    private static final int MOST_INTERIM = 5;
    private static final int TLS_ALERT = 0x15;
    private static final int SWITCHING = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Wire wire;
    private final long start = System.nanoTime();
    private int head;

    HttpReader(Wire wire) {
        this.wire = wire;
    }

    Answer read() {
        for (var i = 0; i < MOST_INTERIM; i++) {
            var status = status();
            var headers = headers();
            if (status >= 200 || status == SWITCHING) {
                var answer = new Answer(status, headers, "", Duration.ZERO);
                var body = hasBody(status) ? decoded(answer, body(answer)) : "";
                return new Answer(status, headers, body, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        throw new ProbeException(Failure.NOT_HTTP, "more than " + MOST_INTERIM + " interim answers");
    }

    private static boolean hasBody(int status) {
        return status != SWITCHING && status != NO_CONTENT && status != NOT_MODIFIED;
    }

    private int status() {
        var first = wire.read();
        if (first < 0) {
            throw new ProbeException(Failure.CLOSED, "the connection was closed without an answer");
        } else if (first == TLS_ALERT) {
            throw new ProbeException(Failure.TLS_SPOKEN, "the answer is a TLS alert");
        } else if (first != 'H') {
            throw new ProbeException(Failure.NOT_HTTP, "the answer does not begin with HTTP/");
        }
        var line = 'H' + line();
        if (!line.matches("HTTP/\\d\\.\\d \\d{3}( .*)?")) {
            throw new ProbeException(Failure.NOT_HTTP, "the answer does not begin with a status line");
        }
        return Integer.parseInt(line.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    private List<Header> headers() {
        var headers = new ArrayList<Header>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            }
            if (headers.size() > MOST_HEADERS) {
                throw new ProbeException(Failure.TOO_LARGE, "more than " + MOST_HEADERS + " headers");
            }
        }
        return headers;
    }

    private String line() {
        var line = new ByteArrayOutputStream();
        for (var next = wire.need(); next != '\n'; next = wire.need()) {
            line.write(next);
            if (line.size() > MOST_LINE || ++head > MOST_HEAD) {
                throw new ProbeException(Failure.TOO_LARGE, "the head of the answer has no end");
            }
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private byte[] body(Answer answer) {
        var body = new ByteArrayOutputStream();
        var length = answer.first("Content-Length");
        if (answer.list("Transfer-Encoding").contains("chunked")) {
            chunks(body);
        } else if (length.isPresent()) {
            copy(body, number(length.get(), 10));
        } else {
            for (var next = wire.read(); next >= 0 && body.size() < MOST_BODY; next = wire.read()) {
                body.write(next);
            }
        }
        return body.toByteArray();
    }

    private void chunks(ByteArrayOutputStream body) {
        while (body.size() < MOST_BODY) {
            head = 0;
            var size = number(line().split(";", 2)[0].strip(), 16);
            if (size == 0) {
                headers();
                return;
            }
            copy(body, size);
            line();
        }
    }

    private void copy(ByteArrayOutputStream body, long length) {
        for (var i = 0L; i < length && body.size() < MOST_BODY; i++) {
            body.write(wire.need());
        }
    }

    private static long number(String text, int radix) {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException e) {
            throw new ProbeException(Failure.NOT_HTTP, "the length of the answer's body is not a number", e);
        }
    }

    private static String decoded(Answer answer, byte[] body) {
        var encoding = answer.first("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
        if (body.length == 0 || !encoding.matches("gzip|x-gzip|deflate")) {
            return new String(body, StandardCharsets.UTF_8);
        }
        var raw = new ByteArrayInputStream(body);
        try (InputStream plain = encoding.endsWith("gzip") ? new GZIPInputStream(raw) : new InflaterInputStream(raw)) {
            return new String(plain.readNBytes(MOST_BODY), StandardCharsets.UTF_8);
        } catch (EOFException e) {
            throw new ProbeException(Failure.CLOSED, "the compressed body is incomplete", e);
        } catch (IOException e) {
            throw new ProbeException(Failure.NOT_HTTP, "the body is not what its Content-Encoding says", e);
        }
    }
}
