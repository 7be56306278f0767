package dev.sockeye.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP response as it stood on the wire. The body is without its chunks; nothing else is undone.
 *
 * @param headers in the order and the spelling of the wire
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; tests look at its text
public record RawResponse(int status, String reason, List<RawHeader> headers, byte[] body) {
    /** Copies the list. */
    public RawResponse {
        headers = List.copyOf(headers);
    }

    /** Returns the first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(RawHeader::value)
                .findFirst();
    }

    /** Returns the body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
