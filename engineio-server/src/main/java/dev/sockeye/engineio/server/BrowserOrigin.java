package dev.sockeye.engineio.server;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows how browsers write origins (the URL standard), and tells from texts of people what is wrong with them. Pure. */
final class BrowserOrigin {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    /** The letters that browsers encode otherwise than Java does. */
    private static final Pattern DEVIATING = Pattern.compile("[\u00df\u03c2\u200c\u200d]");

    private BrowserOrigin() {}

    /** Returns what is wrong with an origin that no browser sends, and how it would write it; empty if nothing is. */
    static Optional<String> of(String text) {
        return Optional.ofNullable(advice(text));
    }

    private static @Nullable String advice(String text) {
        var start = text.indexOf("://") + 3;
        if (text.equals("null")) {
            return "null is the origin of every sandboxed page and local file; only policies for all origins admit it";
        }
        if (start < 3) {
            return null;
        }
        var end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        var scheme = text.substring(0, start - 3).toLowerCase(Locale.ROOT);
        var authority = text.substring(start, end).toLowerCase(Locale.ROOT);
        var colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
        var host = colon < 0 ? authority : authority.substring(0, colon);
        var port = colon < 0 ? "" : authority.substring(colon);
        if (host.isEmpty()) {
            return null;
        }
        var pageScheme = scheme.equals("wss") ? "https" : scheme.equals("ws") ? "http" : scheme;
        var written = host(host);
        var ownPort = port.equals(":" + Origin.defaultPort(pageScheme));
        var right = '"' + pageScheme + "://" + (written == null ? host : written) + (ownPort ? "" : port) + '"';
        if (end < text.length()) {
            return (text.endsWith("/") ? "no slash at its end" : "nothing behind the host and port") + ": " + right;
        }
        if (!pageScheme.equals(scheme)) {
            return "the origin of the page, not the address of the connection: " + right;
        }
        if (!host.chars().allMatch(c -> c < 128)) {
            return written == null
                    ? "the host in punycode, xn--..., as location.origin shows it in the page"
                    : "the host in punycode, as browsers write it: " + right;
        }
        if (written != null && !written.equals(host)) {
            return "the address as browsers write it: " + right;
        }
        if (ownPort) {
            return "no default port, which browsers leave out: " + right;
        }
        return text.equals(text.toLowerCase(Locale.ROOT)) ? null : "lower case, as browsers write it: " + right;
    }

    /** Returns a host as browsers write it; null where that is not known. */
    private static @Nullable String host(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            var address = IpLiteral.parse(host.substring(1, host.length() - 1));
            return address == null
                    ? null
                    : '[' + (address.getAddress().length == 4 ? mapped(address) : ipv6(address)) + ']';
        }
        if (!host.chars().allMatch(c -> c < 128)) {
            return DEVIATING.matcher(host).find() ? null : punycode(host);
        }
        var last = host.substring(host.lastIndexOf('.') + 1);
        return NUMBER.matcher(last).matches() ? ipv4(host) : host;
    }

    private static @Nullable String punycode(String host) {
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            // No name at all: the caller says so.
            return null;
        }
    }

    /** Reads an address of up to four numbers, the last of which fills what is left. */
    private static @Nullable String ipv4(String host) {
        var parts = host.split("\\.", -1);
        var value = 0L;
        for (var i = 0; i < parts.length && parts.length <= 4; i++) {
            var last = i == parts.length - 1;
            var number = number(parts[i]);
            var most = last ? 1L << (8 * (5 - parts.length)) : 256;
            if (number < 0 || number >= most) {
                return null;
            }
            value += last ? number : number << (8 * (3 - i));
        }
        return parts.length > 4
                ? null
                : (value >> 24) + "." + ((value >> 16) & 255) + "." + ((value >> 8) & 255) + "." + (value & 255);
    }

    private static long number(String text) {
        if (!NUMBER.matcher(text).matches() || text.length() > 12) {
            return -1;
        }
        try {
            if (text.startsWith("0x")) {
                return text.length() == 2 ? 0 : Long.parseLong(text.substring(2), 16);
            }
            return text.length() > 1 && text.startsWith("0") ? Long.parseLong(text, 8) : Long.parseLong(text);
        } catch (NumberFormatException e) {
            // An eight in an octal number.
            return -1;
        }
    }

    /** Writes what Java takes for an address of version 4 as that of version 6 it is. */
    private static String mapped(InetAddress address) {
        var bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(address.getAddress(), 0, bytes, 12, 4);
        return ipv6(bytes);
    }

    private static String ipv6(InetAddress address) {
        return ipv6(address.getAddress());
    }

    /** Writes the longest run of two zeros or more, the first of several, as two colons. */
    private static String ipv6(byte[] bytes) {
        var groups = new int[8];
        for (var i = 0; i < groups.length; i++) {
            groups[i] = ((bytes[2 * i] & 255) << 8) | (bytes[2 * i + 1] & 255);
        }
        var from = -1;
        var length = 1;
        for (var i = 0; i < groups.length; i++) {
            var end = i;
            while (end < groups.length && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                from = i;
                length = end - i;
            }
        }
        var text = new StringBuilder();
        for (var i = 0; i < groups.length; i++) {
            if (i == from) {
                text.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else {
                text.append(Integer.toHexString(groups[i])).append(i == groups.length - 1 ? "" : ":");
            }
        }
        return text.toString();
    }
}
