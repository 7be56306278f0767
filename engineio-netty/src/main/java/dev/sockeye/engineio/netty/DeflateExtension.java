package dev.sockeye.engineio.netty;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Negotiates permessage-deflate (RFC 7692, section 7.1). Both sides drop their window after each message, which keeps the
 * memory of a connection small. Sockeye always compresses with a window of 15 bits: an offer that asks for less of the
 * server is declined, and the next one is looked at.
 */
public final class DeflateExtension {
    private static final String NAME = "permessage-deflate";
    private static final int LONGEST = 2048;

    private DeflateExtension() {}

    /** Returns what a client of ours offers. */
    public static String offer() {
        return NAME + "; server_no_context_takeover; client_no_context_takeover";
    }

    /**
     * Chooses among a client's offers.
     *
     * @param offers the values of all {@code Sec-WebSocket-Extensions} fields, joined by commas
     * @return the extension to answer with, or empty where nothing acceptable was offered
     */
    public static Optional<String> accept(String offers) {
        if (offers.length() > LONGEST) {
            return Optional.empty();
        }
        for (var from = 0; from <= offers.length(); ) {
            var comma = offers.indexOf(',', from);
            var to = comma < 0 ? offers.length() : comma;
            var parameters = offers.substring(from, to).strip();
            if (acceptable(parameters)) {
                // A limit that the offer sets must be confirmed, also where it is the widest.
                var window = parameters.toLowerCase(Locale.ROOT).contains("server_max_window_bits");
                return Optional.of(offer() + (window ? "; server_max_window_bits=15" : ""));
            }
            from = to + 1;
        }
        return Optional.empty();
    }

    /** Tells whether a server's answer is one that a client of ours can live with. */
    public static boolean agreed(String answer) {
        var lower = answer.toLowerCase(Locale.ROOT);
        return lower.length() <= LONGEST
                && lower.indexOf(',') < 0
                && lower.contains("server_no_context_takeover")
                && acceptable(answer.strip());
    }

    private static boolean acceptable(String offer) {
        var names = new HashSet<String>();
        for (var from = 0; from <= offer.length(); ) {
            var semicolon = offer.indexOf(';', from);
            var to = semicolon < 0 ? offer.length() : semicolon;
            var part = offer.substring(from, to).strip();
            if (from == 0 ? !part.equalsIgnoreCase(NAME) : !parameter(part, names)) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    private static boolean parameter(String part, Set<String> names) {
        var equals = part.indexOf('=');
        var name = (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        if (!names.add(name)) {
            return false;
        }
        var value = equals < 0 ? null : unquoted(part.substring(equals + 1).strip());
        return switch (name) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "server_max_window_bits" -> "15".equals(value);
            case "client_max_window_bits" -> value == null || windowBits(value);
            default -> false;
        };
    }

    private static boolean windowBits(String value) {
        return switch (value) {
            case "8", "9", "10", "11", "12", "13", "14", "15" -> true;
            default -> false;
        };
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
