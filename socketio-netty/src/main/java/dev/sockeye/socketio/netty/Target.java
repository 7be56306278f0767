package dev.sockeye.socketio.netty;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Checks request targets (RFC 9112, section 3.2). */
final class Target {
    private Target() {}

    /** Returns a target without scheme and authority, or {@code *}; refuses what is no target for its method. */
    static String originForm(String method, String target) {
        if (method.equals("CONNECT")) {
            throw new BadRequestException(405, "this is no proxy");
        }
        if (target.equals("*")) {
            if (!method.equals("OPTIONS")) {
                throw new BadRequestException(400, "the target is malformed");
            }
            return target;
        }
        var origin = target.startsWith("/") ? target : withoutAuthority(target);
        var query = origin.indexOf('?');
        checkPath(origin, query < 0 ? origin.length() : query);
        if (origin.indexOf('#') >= 0) {
            throw new BadRequestException(400, "the target has a fragment");
        }
        return origin;
    }

    private static String withoutAuthority(String target) {
        var lower = target.substring(0, Math.min(8, target.length())).toLowerCase(Locale.ROOT);
        var scheme = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
        if (scheme == 0) {
            throw new BadRequestException(400, "the target is malformed");
        }
        var end = scheme;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        if (!Grammar.host(target.substring(scheme, end))) {
            throw new BadRequestException(400, "the target's host is malformed");
        }
        var rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    /** Refuses a path that does not decode to text (RFC 3986, section 2.1), or to one with a NUL in it. */
    private static void checkPath(String target, int end) {
        var escape = target.indexOf('%');
        if (escape < 0 || escape >= end) {
            return;
        }
        var path = target.substring(0, end);
        var decoded = ByteBuffer.allocate(path.length());
        for (var i = 0; i < path.length(); i++) {
            var c = path.charAt(i);
            if (c == '%') {
                var high = i + 2 < path.length() ? Grammar.hex(path.charAt(i + 1)) : -1;
                var low = i + 2 < path.length() ? Grammar.hex(path.charAt(i + 2)) : -1;
                if (high < 0 || low < 0 || (high | low) == 0) {
                    throw new BadRequestException(400, "the path is not decodable");
                }
                c = (char) ((high << 4) | low);
                i += 2;
            }
            decoded.put((byte) c);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
        } catch (CharacterCodingException e) {
            throw new BadRequestException(400, "the path is not UTF-8");
        }
    }
}
