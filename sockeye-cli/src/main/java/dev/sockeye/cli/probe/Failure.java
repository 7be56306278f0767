package dev.sockeye.cli.probe;

/** Names why there was no answer that can be looked at. */
public enum Failure {
    /** The name has no address. */
    UNKNOWN_HOST,
    /** The port is closed. */
    REFUSED,
    /** The network has no way there. */
    UNREACHABLE,
    /** It took longer than the patience. */
    TIMEOUT,
    /** The peer ended the connection too early. */
    CLOSED,
    /** What came is not HTTP. */
    NOT_HTTP,
    /** What came is TLS, and plain HTTP was spoken. */
    TLS_SPOKEN,
    /** What came exceeds a bound. */
    TOO_LARGE,
    /** TLS failed. */
    TLS
}
