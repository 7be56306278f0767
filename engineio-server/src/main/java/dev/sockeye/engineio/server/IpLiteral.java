package dev.sockeye.engineio.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Reads addresses that are written as numbers. Never asks the name service. */
final class IpLiteral {
    private static final int LONGEST = 45;
    private static final int IPV4_BYTES = 4;

    private IpLiteral() {}

    /** Returns an address, or null if the text is none. IPv6 stands without brackets. */
    static @Nullable InetAddress parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        return text.indexOf(':') >= 0 ? parse6(text) : parse4(text);
    }

    private static @Nullable InetAddress parse4(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != IPV4_BYTES) {
            return null;
        }
        var bytes = new byte[IPV4_BYTES];
        for (var i = 0; i < IPV4_BYTES; i++) {
            var value = number(parts[i], 255);
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return of(bytes);
    }

    private static @Nullable InetAddress parse6(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c != ':' && c != '.' && (c > 'f' || Character.digit(c, 16) < 0)) {
                return null;
            }
        }
        try {
            // With a colon in it the text is never taken for a name.
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            // No address: the caller says so.
            return null;
        }
    }

    /** Returns a decimal number without sign and leading zeros, or -1 if the text is none up to the limit. */
    static int number(String text, int most) {
        if (text.isEmpty() || text.length() > 5 || (text.length() > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        var value = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value > most ? -1 : value;
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }
}
