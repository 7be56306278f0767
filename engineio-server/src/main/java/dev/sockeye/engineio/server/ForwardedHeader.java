package dev.sockeye.engineio.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one {@code Forwarded} field (RFC 7239, section 4). Pure; strict, because its beginning may be an attacker's. */
final class ForwardedHeader {
    private final String text;
    private int at;

    private ForwardedHeader(String text) {
        this.text = text;
    }

    /** Returns the hops in the order written, or null if the field is malformed. */
    static @Nullable List<ForwardedHop> parse(String field) {
        return new ForwardedHeader(field).elements();
    }

    private @Nullable List<ForwardedHop> elements() {
        var hops = new ArrayList<ForwardedHop>();
        do {
            var hop = element();
            if (hop == null) {
                return null;
            }
            hops.add(hop);
        } while (take(','));
        return at == text.length() ? hops : null;
    }

    private @Nullable ForwardedHop element() {
        InetAddress address = null;
        Boolean secure = null;
        String host = null;
        do {
            skipSpace();
            var name = token();
            if (name.isEmpty() || at >= text.length() || text.charAt(at++) != '=') {
                return null;
            }
            var value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            if (value == null || value.isEmpty()) {
                return null;
            }
            switch (name.toLowerCase(Locale.ROOT)) {
                case "for" -> address = ForwardedHop.address(value);
                case "proto" -> secure = ForwardedHop.secure(value);
                case "host" -> host = ForwardedHop.host(value);
                default -> {}
            }
        } while (take(';'));
        return new ForwardedHop(address, secure, host);
    }

    private String token() {
        var start = at;
        // Unquoted colons are against the grammar, but written by several proxies.
        while (at < text.length() && (Checks.token(text.substring(at, at + 1)) || text.charAt(at) == ':')) {
            at++;
        }
        return text.substring(start, at);
    }

    private @Nullable String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && ++at < text.length()) {
                c = text.charAt(at);
            }
            value.append(c);
        }
        return null;
    }

    private boolean take(char separator) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == separator) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }
}
