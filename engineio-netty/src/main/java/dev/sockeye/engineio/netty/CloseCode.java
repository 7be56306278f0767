package dev.sockeye.engineio.netty;

/** Names the close codes of RFC 6455, section 7.4.1, that this side uses. */
final class CloseCode {
    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int NONE = 1005;
    static final int LOST = 1006;
    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;
    static final int INTERNAL_ERROR = 1011;

    private CloseCode() {}

    /** Tells whether a close frame may carry a code: 1004 to 1006 and 1015 are reserved, 1016 to 2999 unassigned. */
    static boolean sendable(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
