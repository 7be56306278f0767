package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.Headers;

/**
 * Is a head that has been checked: it says beyond doubt where its message ends. Immutable.
 *
 * @param target in origin form, or {@code *}
 * @param bodyLength the length of the body, or {@link #CHUNKED}
 * @param keepAlive whether the client wants the connection to outlive the answer
 * @param http10 whether the client speaks HTTP/1.0
 */
record RequestHead(String method, String target, Headers headers, long bodyLength, boolean keepAlive, boolean http10) {
    /** Stands for a length that the chunks tell. */
    static final long CHUNKED = -1;

    /** Checks the parts of a head (RFC 9112, sections 2.3, 3 and 6). */
    static RequestHead of(String method, String target, String version, Headers headers) {
        var http10 = http10(version);
        var form = Target.originForm(method, target);
        checkHost(headers, http10);
        var length = Framing.bodyLength(headers, http10);
        return new RequestHead(method, form, headers, length, keepAlive(headers, http10), http10);
    }

    /** Makes a head of what there is of one, which is good for nothing but an answer that refuses it. */
    static RequestHead partOf(String method, String target, Headers headers) {
        return new RequestHead(method, target, headers, 0, false, false);
    }

    boolean hasBody() {
        return bodyLength != 0;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Tells whether the client waits for leave to send its body (RFC 9110, section 10.1.1). */
    boolean expectsContinue() {
        return !http10 && headers.count("Expect") > 0;
    }

    private static boolean http10(String version) {
        if (version.equals("HTTP/1.1")) {
            return false;
        }
        if (version.length() != 8
                || !version.startsWith("HTTP/")
                || !Grammar.digit(version.charAt(5))
                || version.charAt(6) != '.'
                || !Grammar.digit(version.charAt(7))) {
            throw new BadRequestException(400, "the version is malformed");
        }
        if (version.charAt(5) != '1') {
            throw new BadRequestException(505, "the version is unknown");
        }
        return version.charAt(7) == '0';
    }

    private static void checkHost(Headers headers, boolean http10) {
        var hosts = headers.count("Host");
        if (hosts > 1 || (hosts == 0 && !http10)) {
            throw new BadRequestException(400, "there is not exactly one Host");
        }
        if (hosts == 1 && !Grammar.host(headers.first("Host").orElseThrow())) {
            throw new BadRequestException(400, "the Host is malformed");
        }
    }

    private static boolean keepAlive(Headers headers, boolean http10) {
        return !headers.lists("Connection", "close") && (!http10 || headers.lists("Connection", "keep-alive"));
    }
}
