package dev.sockeye.interop;

import dev.sockeye.interop.CorsServer.Special;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection of the matrix, and the model that says what must become of it: the Fetch standard and the words of {@link
 * CorsServer}, nothing of the server's code.
 *
 * @param client the generation of the bundle, 2 or 4
 */
record CorsCase(
        CorsServer server, CorsPage page, int client, Transport transport, boolean credentials, boolean header) {
    /** How the client connects. */
    enum Transport {
        POLLING,
        WEBSOCKET,
        DEFAULT,
        JSONP;

        boolean byXhr() {
            return this == POLLING || this == DEFAULT;
        }
    }

    /** What became of a connection; the latter two where there is one. */
    record Outcome(boolean connected, boolean cookie, boolean header) {
        static final Outcome BLOCKED = new Outcome(false, false, false);
    }

    /** Makes all cases of these servers. */
    static List<CorsCase> all(List<CorsServer> servers) {
        var cases = new ArrayList<CorsCase>();
        for (var page : CorsPage.values()) {
            for (var client : List.of(2, 4)) {
                for (var transport : Transport.values()) {
                    for (var flags = 0; flags < 4; flags++) {
                        for (var server : servers) {
                            var one = new CorsCase(server, page, client, transport, (flags & 1) > 0, (flags & 2) > 0);
                            if (one.exists()) {
                                cases.add(one);
                            }
                        }
                    }
                }
            }
        }
        return cases;
    }

    /** Script tags are for old clients, have neither headers nor a choice of credentials, and tell no opaque origin. */
    private boolean exists() {
        return transport != Transport.JSONP || (client == 2 && credentials && !header && page != CorsPage.SANDBOX);
    }

    String id() {
        return server.name() + " / " + page + " / " + client + ".x " + transport + (credentials ? ", credentials" : "")
                + (header ? ", header" : "");
    }

    /** Says what must become of it, over http or over https; pages are of http but the server's own. */
    Outcome expected(boolean encrypted) {
        if (!connects()) {
            return Outcome.BLOCKED;
        }
        return new Outcome(true, cookie(encrypted), header && transport.byXhr());
    }

    private boolean connects() {
        if (server.special() == Special.NO_ORIGIN && !hidesOrigin()) {
            return false;
        }
        if (page == CorsPage.OWN) {
            return true;
        }
        if (!transport.byXhr()) {
            return server.admits().contains(page) || server.special() == Special.HEADERS_ONLY;
        }
        return server.admits().contains(page) && (server.credentials() || !credentials) && (server.header() || !header);
    }

    /** Browsers tell no origin with a GET of the page's own, and with scripts. */
    private boolean hidesOrigin() {
        return transport == Transport.JSONP || (page == CorsPage.OWN && transport != Transport.WEBSOCKET);
    }

    /** The cookie is one of the server's host, for pages of the same site alone (SameSite=Lax). */
    private boolean cookie(boolean encrypted) {
        var sameSite = page == CorsPage.OWN || (!encrypted && (page == CorsPage.NAMED || page == CorsPage.STRANGER));
        return sameSite && (page == CorsPage.OWN || credentials || !transport.byXhr());
    }
}
