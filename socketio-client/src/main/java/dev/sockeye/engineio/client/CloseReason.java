package dev.sockeye.engineio.client;

/** Lists why a connection ends, by the official names. */
public enum CloseReason {
    /** The server closed the connection, or it was lost. */
    TRANSPORT_CLOSE("transport close"),
    /** The transport failed, or the connection could not be opened. */
    TRANSPORT_ERROR("transport error"),
    /** Nothing came from the server for too long. */
    PING_TIMEOUT("ping timeout"),
    /** The application closed the connection. */
    FORCED_CLOSE("forced close"),
    /** The server sent what could not be decoded. */
    PARSE_ERROR("parse error");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** Returns the official name. */
    public String text() {
        return text;
    }
}
