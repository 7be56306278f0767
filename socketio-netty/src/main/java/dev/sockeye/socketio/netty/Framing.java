package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Headers;
import java.util.ArrayList;

/** Decides where a message ends, or refuses it: two parsers that disagree here are how requests are smuggled. */
final class Framing {
    private static final int MAX_DIGITS = 18;

    private Framing() {}

    /** Returns the length of the body (RFC 9112, section 6), or {@link RequestHead#CHUNKED}. */
    static long bodyLength(Headers headers, boolean http10) {
        checkExpectation(headers, http10);
        var lengths = headers.all("Content-Length");
        var codings = headers.all("Transfer-Encoding");
        if (!codings.isEmpty()) {
            if (http10 || !lengths.isEmpty()) {
                throw new BadRequestException(400, "the length is in doubt");
            }
            checkCodings(String.join(",", codings));
            return RequestHead.CHUNKED;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        var length = lengths.get(0);
        if (lengths.size() > 1 || length.length() > MAX_DIGITS || !Grammar.digits(length)) {
            throw new BadRequestException(400, "the length is in doubt");
        }
        return Long.parseLong(length);
    }

    private static void checkCodings(String list) {
        var codings = new ArrayList<String>();
        for (var from = 0; from <= list.length(); ) {
            var comma = list.indexOf(',', from);
            var to = comma < 0 ? list.length() : comma;
            codings.add(list.substring(from, to).strip());
            from = to + 1;
        }
        var last = codings.remove(codings.size() - 1);
        if (!last.equalsIgnoreCase("chunked")) {
            throw new BadRequestException(400, "the last coding is not chunked");
        }
        if (codings.stream().anyMatch(coding -> coding.isEmpty() || coding.equalsIgnoreCase("chunked"))) {
            throw new BadRequestException(400, "the codings are malformed");
        }
        if (!codings.isEmpty()) {
            throw new BadRequestException(501, "a coding is unknown");
        }
    }

    private static void checkExpectation(Headers headers, boolean http10) {
        for (var expectation : headers.all("Expect")) {
            if (!http10 && !expectation.equalsIgnoreCase("100-continue")) {
                throw new BadRequestException(417, "an expectation is unknown");
            }
        }
    }
}
