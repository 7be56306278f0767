package dev.sockeye.cli.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Is a request, to be sent as it stands.
 *
 * @param method the method
 * @param target what stands behind the method: path and query
 * @param headers the header lines, in order; Content-Length is added where there is a body
 * @param body the body, or an empty text
 */
public record Request(String method, String target, List<Header> headers, String body) {
    /** Copies the headers. */
    public Request {
        headers = List.copyOf(headers);
    }

    /** Returns the same request with one header line more. */
    public Request with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Request(method, target, more, body);
    }

    byte[] bytes() {
        var payload = body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (payload.length > 0) {
            head.append("Content-Length: ").append(payload.length).append("\r\n");
        }
        var first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        var all = new byte[first.length + payload.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(payload, 0, all, first.length, payload.length);
        return all;
    }
}
