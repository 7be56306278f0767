package dev.sockeye.cli.doctor;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/** Looks whether a page of a public site wants to reach a private address. */
final class PrivateNetworkCheck implements Check {
    private static final int UNIQUE_LOCAL = 0xFC;

    @Override
    public String id() {
        return "private-network";
    }

    @Override
    public String title() {
        return "Private net";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.SOCKET_IO, Need.OTHER_ORIGIN);
    }

    @Override
    public Finding look(Visit visit) {
        var address = visit.addresses().get(0);
        if (!isPrivate(address)) {
            return Finding.ok("the server's address is public");
        } else if (isPrivate(visit.target().page().orElseThrow().endpoint().host())) {
            return Finding.ok("page and server are both private");
        }
        var request = visit.browser()
                .preflight(visit.eio(), "GET", List.of())
                .with("Access-Control-Request-Private-Network", "true");
        var allowed = visit.ask(request).all("Access-Control-Allow-Private-Network");
        var seen = "the server's address is " + address.getHostAddress() + ", Access-Control-Allow-Private-Network: "
                + Shown.values(allowed);
        return allowed.equals(List.of("true")) ? Finding.ok(seen) : Finding.warn(CorsProblems.PRIVATE_NETWORK, seen);
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == UNIQUE_LOCAL);
    }

    private static boolean isPrivate(String host) {
        return MixedContentCheck.isHere(host)
                || !host.contains(".")
                || host.endsWith(".local")
                || host.matches("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*");
    }
}
