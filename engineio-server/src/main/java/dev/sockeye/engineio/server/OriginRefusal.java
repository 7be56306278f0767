package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.util.Optional;

/**
 * Tells that a request was refused because of where it comes from. Immutable.
 *
 * @param request the head of the request
 * @param origin the origin refused; where the request names none that of its page, or the host that it asks for; cut after 100 characters, those that no origin has
 *     replaced by {@code ?}. Empty where none is known
 * @param reason why it is refused
 * @param message what the client is told
 * @param fix the configuration that would admit the origin; empty where there is none
 */
public record OriginRefusal(
        Request request, Optional<String> origin, Reason reason, String message, Optional<String> fix) {
    /** Says why an origin is refused. */
    public enum Reason {
        /** The policy does not admit it. */
        NOT_ADMITTED,
        /** It is {@code null}, which stands for many: sandboxed frames, local files, redirects. */
        OPAQUE,
        /** It is none that a browser sends: malformed, in upper case, more than one. */
        MALFORMED,
        /** The request does not tell where it comes from, and must. */
        MISSING,
        /** The request does not tell where it comes from, and asks for a host that is not the server's own. */
        FOREIGN_HOST
    }

    private static final int LONGEST = 100;

    /** Makes a text of a peer fit to be shown. */
    static String shown(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var shown = new StringBuilder(cut.length() + 3);
        for (var i = 0; i < cut.length(); i++) {
            var c = cut.charAt(i);
            shown.append(c >= ' ' && c < 127 && "<>\"'`{}\\".indexOf(c) < 0 ? c : '?');
        }
        return text.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }
}
