package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.server.host.Request;
import java.util.Optional;

/**
 * Is what the first line of a request asks of the engine. Immutable.
 *
 * @param role what the request is for, or why there is none for it
 * @param revision the protocol revision chosen; empty for one that does not exist
 * @param sid the session's id; empty for a handshake
 * @param transport the transport named
 * @param jsonp the value of {@code j}, where there is one
 * @param base64 whether the client can't take binary on this transport
 */
record RequestLine(
        Role role,
        Optional<EngineRevision> revision,
        String sid,
        String transport,
        Optional<String> jsonp,
        boolean base64) {
    private static final int LONGEST_SID = 128;
    private static final Optional<EngineRevision> REVISION_3 = Optional.of(EngineRevision.V3);
    private static final Optional<EngineRevision> REVISION_4 = Optional.of(EngineRevision.V4);

    /** Lists what a request can be for. */
    enum Role {
        PREFLIGHT,
        OPEN_POLLING,
        OPEN_WEBSOCKET,
        POLL,
        POST,
        UPGRADE,
        METHOD_UNKNOWN,
        TRANSPORT_UNKNOWN,
        BAD_HANDSHAKE_METHOD,
        BAD_REQUEST
    }

    static RequestLine parse(Request request, EngineOptions options) {
        EngineQuery query;
        try {
            query = EngineQuery.of(request.target());
        } catch (IllegalArgumentException e) {
            // Not told further: the client sees a code, and the text would repeat its input.
            return new RequestLine(Role.BAD_REQUEST, REVISION_3, "", "", Optional.empty(), false);
        }
        return new RequestLine(
                role(request, query.transport(), query.sid(), options),
                revision(query.revision()),
                query.sid(),
                query.transport(),
                Optional.ofNullable(query.jsonp()),
                query.base64());
    }

    private static Role role(Request request, String transport, String sid, EngineOptions options) {
        var method = request.method();
        if (method.equals("OPTIONS")) {
            return Role.PREFLIGHT;
        }
        if (!method.equals("GET") && !method.equals("POST")) {
            return sid.isEmpty() ? Role.BAD_HANDSHAKE_METHOD : Role.METHOD_UNKNOWN;
        }
        if (!options.transports().contains(transport)) {
            return Role.TRANSPORT_UNKNOWN;
        }
        if (sid.length() > LONGEST_SID || !plain(request.header("Origin").orElse(""))) {
            return Role.BAD_REQUEST;
        }
        var opening = sid.isEmpty();
        if (method.equals("POST")) {
            if (opening && !request.webSocket()) {
                return Role.BAD_HANDSHAKE_METHOD;
            }
            return overPolling(request, transport) ? Role.POST : Role.BAD_REQUEST;
        }
        if (overPolling(request, transport)) {
            return opening ? Role.OPEN_POLLING : Role.POLL;
        }
        if (request.webSocket() && transport.equals("websocket")) {
            return opening ? Role.OPEN_WEBSOCKET : Role.UPGRADE;
        }
        return Role.BAD_REQUEST;
    }

    private static boolean overPolling(Request request, String transport) {
        return !request.webSocket() && transport.equals("polling");
    }

    private static Optional<EngineRevision> revision(String number) {
        return switch (number) {
            case "3" -> REVISION_3;
            case "4" -> REVISION_4;
            default -> Optional.empty();
        };
    }

    static boolean plain(String value) {
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c == 127 || c > 255)) {
                return false;
            }
        }
        return true;
    }

    boolean opens() {
        return role == Role.OPEN_POLLING || role == Role.OPEN_WEBSOCKET;
    }

    boolean webSocket() {
        return role == Role.OPEN_WEBSOCKET || role == Role.UPGRADE;
    }

    boolean revision4() {
        return revision.equals(REVISION_4);
    }
}
