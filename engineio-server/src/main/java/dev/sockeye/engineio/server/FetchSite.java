package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;

/** Says what a browser tells, beside the origin, of where a request comes from: {@code Sec-Fetch-Site} (Fetch Metadata). */
enum FetchSite {
    /** Nothing is told: by no browser, by an old one, or by any where the address is neither https nor of this machine. */
    UNTOLD,
    /** A page of the same origin, or no page at all: somebody typed the address. */
    OWN,
    /** Another page, or what no browser sends. */
    FOREIGN;

    static FetchSite of(Request request) {
        var values = request.headers().all("Sec-Fetch-Site");
        if (values.isEmpty()) {
            return UNTOLD;
        }
        var first = values.get(0);
        return values.size() == 1 && (first.equals("same-origin") || first.equals("none")) ? OWN : FOREIGN;
    }
}
