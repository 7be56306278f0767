package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Bytes;

/** Is the table of refusals: what a request can be told instead of being served. Codes and texts are the official ones. */
enum Refusal {
    TRANSPORT_UNKNOWN(0, "Transport unknown", 400),
    SESSION_UNKNOWN(1, "Session ID unknown", 400),
    BAD_HANDSHAKE_METHOD(2, "Bad handshake method", 400),
    BAD_REQUEST(3, "Bad request", 400),
    FORBIDDEN(4, "Forbidden", 403),
    PROTOCOL_UNSUPPORTED(5, "Unsupported protocol version", 400),
    METHOD_UNKNOWN(2, "Bad handshake method", 405),
    SHUTTING_DOWN(3, "Server shutting down", 503);

    private final int code;
    private final String message;
    private final int status;

    Refusal(int code, String message, int status) {
        this.code = code;
        this.message = message;
        this.status = status;
    }

    int code() {
        return code;
    }

    String message() {
        return message;
    }

    int status() {
        return status;
    }

    /** Returns the status for a WebSocket handshake, where official servers know but one for a client's mistakes. */
    int upgradeStatus() {
        return this == SHUTTING_DOWN ? status : 400;
    }

    /** Returns the JSON body that tells the refusal. */
    Bytes json(String text) {
        return Bytes.utf8("{\"code\":" + code + ",\"message\":" + quoted(text) + "}");
    }

    private static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029' || c == 127) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
