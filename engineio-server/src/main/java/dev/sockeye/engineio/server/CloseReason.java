package dev.sockeye.engineio.server;

/** Lists why a session ends; the text is the official one where there is one. */
public enum CloseReason {
    /** The client closed the connection. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection failed, or the client broke the rules of the transport. */
    TRANSPORT_ERROR("transport error"),
    /** The client did not answer the heartbeat. */
    PING_TIMEOUT("ping timeout"),
    /** The client sent what is no packet. */
    PARSE_ERROR("parse error"),
    /** The server closed the session. */
    FORCED_CLOSE("forced close"),
    /** The server is shutting down. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client does not read what is sent to it. Sockeye's own. */
    SLOW_CONSUMER("slow consumer");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Returns the text that applications and logs see. */
    public String text() {
        return text;
    }
}
