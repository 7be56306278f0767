package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Headers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what proxies tell in the headers of a request, the nearest proxy first. Pure; bounded. */
final class ForwardedHops {
    private static final int MOST_HOPS = 32;
    private static final int MOST_CHARACTERS = 4_096;

    private ForwardedHops() {}

    /** Reads {@code Forwarded}; of a malformed field nothing counts, nor of those before it. */
    static List<ForwardedHop> standard(Headers headers) {
        var fields = bounded(headers.all("Forwarded"));
        var hops = new ArrayList<ForwardedHop>();
        for (var i = fields.size() - 1; i >= 0; i--) {
            var parsed = ForwardedHeader.parse(fields.get(i));
            if (parsed == null) {
                break;
            }
            Collections.reverse(parsed);
            hops.addAll(parsed);
        }
        return hops.size() > MOST_HOPS ? hops.subList(0, MOST_HOPS) : hops;
    }

    /** Reads {@code X-Forwarded-For} and its companions. */
    static List<ForwardedHop> conventional(Headers headers) {
        var addresses = values(headers, "X-Forwarded-For");
        var schemes = values(headers, "X-Forwarded-Proto");
        var hosts = values(headers, "X-Forwarded-Host");
        var ports = values(headers, "X-Forwarded-Port");
        var count = addresses.isEmpty() && !(schemes.isEmpty() && hosts.isEmpty() && ports.isEmpty())
                ? 1
                : addresses.size();
        var hops = new ArrayList<ForwardedHop>(count);
        for (var i = 0; i < count; i++) {
            var scheme = told(schemes, i);
            hops.add(new ForwardedHop(
                    addresses.isEmpty() ? null : ForwardedHop.address(addresses.get(i)),
                    scheme == null ? null : ForwardedHop.secure(scheme),
                    host(told(hosts, i), told(ports, i), headers)));
        }
        return hops;
    }

    /** Returns what was told of a hop. A proxy that replaces a field leaves one value for all hops before it. */
    private static @Nullable String told(List<String> values, int hop) {
        return values.isEmpty() ? null : values.get(Math.min(hop, values.size() - 1));
    }

    private static @Nullable String host(@Nullable String told, @Nullable String port, Headers headers) {
        var host = told == null ? null : ForwardedHop.host(told);
        if (port == null || !ForwardedHop.port(port)) {
            return host;
        }
        var name = host == null ? headers.first("Host").orElse("") : host;
        // Behind the last bracket, if it is an address of version 6.
        var bare = name.indexOf(':', name.lastIndexOf(']') + 1) < 0;
        return bare ? ForwardedHop.host(name + ':' + port) : host;
    }

    private static List<String> values(Headers headers, String name) {
        var values = new ArrayList<String>();
        var fields = bounded(headers.all(name));
        for (var i = fields.size() - 1; i >= 0; i--) {
            var parts = fields.get(i).split(",", -1);
            for (var j = parts.length - 1; j >= 0 && values.size() < MOST_HOPS; j--) {
                values.add(parts[j].strip());
            }
        }
        return values;
    }

    /** Returns the fields, or none where somebody has sent more of them than any chain of proxies does. */
    private static List<String> bounded(List<String> fields) {
        return fields.stream().mapToInt(String::length).sum() > MOST_CHARACTERS ? List.of() : fields;
    }
}
