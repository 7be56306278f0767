package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists the proxies whose word about the client is believed: {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For} with
 * {@code -Proto}, {@code -Host} and {@code -Port}. Immutable. By default nobody is believed, because everybody can write
 * such headers.
 *
 * <p>What is told is read from the nearest proxy outwards, as long as who tells it is on the list. Where a request has
 * headers of both kinds that do not agree on the client, one of them went past a proxy that knows but the other, and
 * neither counts; see {@link #readingForwarded} and {@link #readingXForwarded}.
 */
public final class TrustedProxies {
    private static final String OPTION = "trustedProxies";
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
    private static final List<String> PRIVATE =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7", "fe80::/10");
    private static final TrustedProxies NONE = new TrustedProxies(List.of(), Kind.BOTH);

    private final List<AddressRange> ranges;
    private final Kind kind;

    private enum Kind {
        BOTH,
        FORWARDED,
        X_FORWARDED
    }

    private TrustedProxies(List<AddressRange> ranges, Kind kind) {
        this.ranges = ranges;
        this.kind = kind;
    }

    /** Trusts nobody. The default. */
    public static TrustedProxies none() {
        return NONE;
    }

    /** Trusts proxies on this machine. */
    public static TrustedProxies loopback() {
        return of(LOOPBACK);
    }

    /**
     * Trusts proxies on this machine and at addresses that are not routed on the internet: 10/8, 172.16/12, 192.168/16,
     * link-local ones, and those of version 6.
     */
    public static TrustedProxies privateNetworks() {
        return loopback().and(of(PRIVATE));
    }

    /** Trusts proxies at addresses and in ranges, see {@link #of(Collection)}. */
    public static TrustedProxies of(String... addresses) {
        return of(Arrays.asList(addresses));
    }

    /**
     * Trusts proxies at addresses ({@code 192.0.2.7}, {@code 2001:db8::7}) and in ranges ({@code 192.0.2.0/24}).
     *
     * @throws IllegalArgumentException if one is neither; names are not looked up
     */
    public static TrustedProxies of(Collection<String> addresses) {
        return new TrustedProxies(
                addresses.stream()
                        .map(text -> AddressRange.parse(OPTION, text))
                        .distinct()
                        .toList(),
                Kind.BOTH);
    }

    /** Trusts those of another list as well. */
    public TrustedProxies and(TrustedProxies others) {
        var all = new ArrayList<>(ranges);
        others.ranges.stream().filter(range -> !ranges.contains(range)).forEach(all::add);
        return new TrustedProxies(List.copyOf(all), kind);
    }

    /** Reads {@code Forwarded} alone, for proxies that let clients' {@code X-Forwarded-For} pass. */
    public TrustedProxies readingForwarded() {
        return new TrustedProxies(ranges, Kind.FORWARDED);
    }

    /** Reads {@code X-Forwarded-For} and its companions alone, for proxies that let clients' {@code Forwarded} pass. */
    public TrustedProxies readingXForwarded() {
        return new TrustedProxies(ranges, Kind.X_FORWARDED);
    }

    /** Tells whether an address is that of a trusted proxy. */
    public boolean trusts(InetAddress address) {
        for (var range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Returns a request's connection as the client made it. Never fails, whatever the headers hold. */
    public ClientView client(Request request) {
        return told(request).client();
    }

    ToldClient told(Request request) {
        var peer = request.remote().getAddress();
        var seen = new ToldClient(
                new ClientView(
                        peer == null ? InetAddress.getLoopbackAddress() : peer,
                        request.secure(),
                        request.header("Host").orElse("")),
                false);
        if (peer == null || !trusts(peer)) {
            return seen;
        }
        var standard = kind == Kind.X_FORWARDED ? null : walk(seen.client(), ForwardedHops.standard(request.headers()));
        var conventional =
                kind == Kind.FORWARDED ? null : walk(seen.client(), ForwardedHops.conventional(request.headers()));
        if (standard != null && conventional != null) {
            return standard.client().address().equals(conventional.client().address()) ? standard : seen;
        }
        return standard != null ? standard : Objects.requireNonNullElse(conventional, seen);
    }

    /** Goes outwards while the teller is trusted; null where nothing is told. */
    private @Nullable ToldClient walk(ClientView seen, List<ForwardedHop> hops) {
        if (hops.isEmpty()) {
            return null;
        }
        var client = seen;
        var scheme = false;
        for (var hop : hops) {
            client = new ClientView(
                    Objects.requireNonNullElse(hop.address(), client.address()),
                    Objects.requireNonNullElse(hop.secure(), client.secure()),
                    Objects.requireNonNullElse(hop.host(), client.host()));
            scheme = hop.secure() != null;
            if (hop.address() == null || !trusts(hop.address())) {
                break;
            }
        }
        return new ToldClient(client, scheme);
    }

    /** Describes the list as the configuration of it. */
    @Override
    public String toString() {
        return "TrustedProxies" + ranges + (kind == Kind.BOTH ? "" : " reading " + kind);
    }
}
