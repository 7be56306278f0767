package dev.sockeye.cli.doctor;

import java.util.List;

/** Holds what can be wrong between a page's origin and the server. */
final class CorsProblems {
    private static final String SOCKEYE =
            "cors(CorsPolicy.origins(\"{origin}\"){credentials.sockeye}), or sockeye serve --origins {origin}";
    private static final String NODE4 = "4.x: new Server(httpServer, {cors: {origin: \"{origin}\"{credentials.node}}})";
    private static final String NODE2 =
            "2.x: origins: [\"{origin.port}\"], with the port written out and handlePreflightRequest for headers";
    private static final String EXACTLY =
            " (byte for byte as browsers send it: no trailing slash, no path, no default port, lower case)";

    static final Problem REFUSED = Problem.of(
                    "origin-refused",
                    "The server refuses this origin (403, code 4)",
                    "{origin} is not on the server's list (or allowRequest says no), so it answers 403.")
            .sockeye(SOCKEYE + EXACTLY)
            .node(NODE4 + "; " + NODE2 + "; and look at allowRequest, which decides before");
    static final Problem REFUSED_2X = Problem.of(
                    "origin-refused-2x",
                    "The 2.x server refuses this origin (403, code 4)",
                    "{origin} is not on the server's list. In 2.x an entry needs its port: https://example.com alone"
                            + " never matches, https://example.com:443 does.")
            .node("origins: [\"{origin.port}\"] (or io.origins([...])): scheme, host and port, also the default one")
            .sockeye(SOCKEYE + EXACTLY);
    static final Problem ALLOW_REQUEST = Problem.of(
                    "request-refused",
                    "allowRequest refuses the request (403, code 4)",
                    "It is not the list of origins that refuses {origin}, but the application's own function. It may"
                            + " want a cookie or a header (--with-credentials, --header), or refuse every Origin.")
            .node("allowRequest: (req, callback) => callback(null, true) for what is to be served. In 2.x it switches"
                    + " the option origins off, and `req.headers.origin === undefined` refuses every foreign page:"
                    + " remove it, and set origins: [\"{origin.port}\"]")
            .sockeye(
                    "engine(e -> e.allowRequest(request -> ...)) must admit it; a list of origins does not overrule it")
            .client("give what it asks for: withCredentials: true for cookies, extraHeaders for headers");
    static final Problem ORIGIN_REMOVED = Problem.of(
                    "origin-removed",
                    "A proxy removes the Origin header",
                    "The answer allows *, as this server does only where a request has no Origin; the page sends one."
                            + " So the server can't tell pages apart, and clients that send credentials (2.x clients"
                            + " always do) are not allowed to read the answer.")
            .nginx("remove `proxy_set_header Origin` from location {path}; and a `proxy_hide_header` with an"
                    + " `add_header Access-Control-Allow-Origin *` there, which look the same from here")
            .fix("other proxies, CDNs and gateways: forward the Origin header, and leave Access-Control-* alone");
    static final Problem ORIGIN_CHANGED = Problem.of(
                    "origin-changed",
                    "A proxy changes the Origin",
                    "The server refuses another origin than that of the page (see above): something in front of it"
                            + " writes an Origin of its own into the requests.")
            .nginx("remove proxy_set_header Origin from location {path}: the browser's own is passed on without it")
            .fix("other proxies: pass the header Origin on as it is");
    static final Problem OWN_PAGE = Problem.of(
                    "own-page-refused",
                    "The server takes its own page for a foreign one (403, code 4)",
                    "The page is of the address that was asked for, but the server does not know that it is its own:"
                            + " mostly a proxy asks it for another host than the browser asked for.")
            .nginx("in location {path}: proxy_set_header Host $http_host; (without it the name in proxy_pass is sent)")
            .fix("other proxies: keep the header Host, or send X-Forwarded-Host and name the proxy in"
                    + " trustedProxies(...)")
            .sockeye("where Host is right: put {origin} on the list of ownOrigins(...), if there is one")
            .node("look at allowRequest: it must admit the Origin {origin} as well as requests without one; 2.x with an"
                    + " origins list: put {origin.port} on it");
    static final Problem NO_ORIGIN_REFUSED = Problem.of(
                    "no-origin-refused",
                    "The server refuses requests without an Origin",
                    "Browsers send no Origin with the polling requests of the server's own pages, and other programs"
                            + " (mobile, curl) never do.")
            .fix("give --origin to look at it as a page of that origin")
            .sockeye(
                    "leave requireOrigin(true) out, and look at allowRequest; where the answer names a Host, put that on"
                            + " the list of ownOrigins(...)")
            .node("2.x with an origins list refuses them; use allowRequest instead. 4.x: look at allowRequest");
    static final Problem OFF = Problem.of(
                    "cors-off",
                    "The server sends no CORS headers",
                    "It serves the request, but without Access-Control-Allow-Origin the browser keeps the answer from"
                            + " the page: \"blocked by CORS policy\". CORS is not configured on this server.")
            .node(NODE4 + EXACTLY + ". The cors middleware of Express does not reach Socket.IO")
            .sockeye(SOCKEYE + EXACTLY)
            .nginx("configure the server, not the proxy; headers of both would be two, which fails as well");
    static final Problem STRIPPED = Problem.of(
                    "cors-stripped",
                    "A proxy removes the CORS headers",
                    "The server behind handles CORS, but Access-Control-Allow-Origin does not arrive, so the browser"
                            + " keeps the answer from the page.")
            .nginx("remove `proxy_hide_header Access-Control-Allow-Origin` (and its like) from location {path};"
                    + " remove a proxy_set_header Origin, which hides the page's origin from the server")
            .fix("other proxies, CDNs and gateways: forward the Origin header, and leave Access-Control-* alone")
            .sockeye("then: " + SOCKEYE)
            .node("then: " + NODE4);
    static final Problem NOT_NAMED = Problem.of(
                    "origin-not-named",
                    "The server does not name this origin",
                    "CORS is configured, but the answer has no Access-Control-Allow-Origin for {origin}: the origin is"
                            + " not on the server's list, so the browser keeps the answer from the page.")
            .node(NODE4 + EXACTLY + ". A list takes \"*\" literally: use origin: \"*\", not [\"*\"]")
            .sockeye(SOCKEYE + EXACTLY);
    static final Problem NOT_NAMED_OR_STRIPPED = Problem.of(
                    "origin-not-named-or-stripped",
                    "The origin is not on the server's list, or a proxy removes the CORS headers",
                    "CORS is configured, but no Access-Control-Allow-Origin for {origin} arrives. From here both causes"
                            + " look the same; ask the server past the proxy: curl -i -H \"Origin: {origin}\""
                            + " \"http://<server>{path}?EIO=4&transport=polling\". With the header there, it is the"
                            + " proxy; without, the list.")
            .nginx("remove `proxy_hide_header Access-Control-Allow-Origin`, and a proxy_set_header Origin, from"
                    + " location {path}")
            .node("or put the origin on the list: " + NODE4 + EXACTLY)
            .sockeye("or put the origin on the list: " + SOCKEYE + EXACTLY);
    static final Problem OTHER_ORIGIN = Problem.of(
                    "other-origin",
                    "Access-Control-Allow-Origin names another origin",
                    "The header must be exactly {origin} (or * without credentials); the browser compares byte for"
                            + " byte: scheme, www or not, and port count.")
            .node(NODE4 + "; for several a list" + EXACTLY)
            .sockeye(SOCKEYE + EXACTLY)
            .nginx("remove add_header Access-Control-Allow-Origin, and proxy_set_header Origin, from location {path}"
                    + "; a cache needs Vary: Origin");
    static final Problem MISSPELT = Problem.of(
                    "origin-misspelt",
                    "Access-Control-Allow-Origin is not written as an origin",
                    "It is meant for this page, but a browser compares byte for byte with {origin}.")
            .node(NODE4 + EXACTLY)
            .sockeye(SOCKEYE + EXACTLY)
            .nginx("the same holds for add_header Access-Control-Allow-Origin; better remove it and let the server do"
                    + " it");
    static final Problem DUPLICATE = Problem.of(
                    "cors-duplicate",
                    "Access-Control-Allow-Origin is sent twice",
                    "Server and proxy both add the header. Browsers accept exactly one value, even if both are equal.")
            .nginx("remove `add_header Access-Control-Allow-Origin` (and its like) from location {path}: the server"
                    + " sends it already. Or proxy_hide_header Access-Control-Allow-Origin to keep the proxy's")
            .sockeye("keep cors(...) here and drop it at the proxy. The other way round, corsHeadersOnly(true) and no"
                    + " cors(...), opens WebSockets to the pages of every origin")
            .node("or leave it to the proxy: no cors option, and no CORS middleware before Socket.IO");
    static final Problem STAR_WITH_CREDENTIALS = Problem.of(
                    "star-with-credentials",
                    "'*' does not go with credentials",
                    "The client sends credentials (withCredentials; 2.x clients always do), and then browsers demand"
                            + " the origin by name instead of *.")
            .node(NODE4)
            .sockeye(SOCKEYE)
            .client("or send none: withCredentials: false (the default of 4.x clients)")
            .nginx("remove add_header Access-Control-Allow-Origin *");
    static final Problem NO_CREDENTIALS = Problem.of(
                    "credentials-not-allowed",
                    "Access-Control-Allow-Credentials is missing",
                    "The client sends credentials (withCredentials; 2.x clients always do), and the answer lacks"
                            + " Access-Control-Allow-Credentials: true.")
            .node(NODE4)
            .sockeye(SOCKEYE)
            .client("or send none: withCredentials: false (the default of 4.x clients)");
    static final Problem PREFLIGHT_REFUSED = Problem.of(
                    "preflight-refused",
                    "The preflight is refused",
                    "Because of {headers} the browser first asks with OPTIONS, and that must be answered with 2xx. The"
                            + " request itself is never sent.")
            .sockeye("cors(CorsPolicy.origins(\"{origin}\").allowedHeaders({headers.list}){credentials.sockeye})")
            .node("4.x: cors: {origin: \"{origin}\", allowedHeaders: [{headers.list}]{credentials.node}}, without"
                    + " preflightContinue; 2.x: handlePreflightRequest must answer 200 with the Access-Control-Allow-*"
                    + " headers")
            .nginx("pass OPTIONS on to the server as well: no limit_except, no auth, no `if ($request_method ="
                    + " OPTIONS)` with another answer in location {path}")
            .client("or send no extraHeaders: auth: {...} needs no preflight");
    static final Problem PREFLIGHT_ORIGIN = Problem.of(
                    "preflight-origin",
                    "The preflight does not allow the origin",
                    "The request itself would be allowed, but the answer to the preflight (OPTIONS) is not: it needs"
                            + " the same Access-Control-Allow-Origin and, with credentials, -Allow-Credentials.")
            .node("2.x: handlePreflightRequest must write Access-Control-Allow-Origin: {origin} and"
                    + " Access-Control-Allow-Credentials: true; " + NODE4)
            .sockeye(SOCKEYE)
            .nginx("pass OPTIONS on to the server instead of answering it: remove `if ($request_method = OPTIONS)`");
    static final Problem PREFLIGHT_HEADERS = Problem.of(
                    "preflight-headers",
                    "The preflight does not allow the header",
                    "The client adds {headers}, and Access-Control-Allow-Headers does not list it (with credentials *"
                            + " does not count, and authorization must always be named).")
            .sockeye("cors(CorsPolicy.origins(\"{origin}\").allowedHeaders({headers.list}){credentials.sockeye})")
            .node("4.x: cors: {origin: \"{origin}\", allowedHeaders: [{headers.list}]{credentials.node}}, or leave"
                    + " allowedHeaders out; 2.x: Access-Control-Allow-Headers in handlePreflightRequest")
            .client("or send no extraHeaders: auth: {...} needs no preflight");
    static final Problem LATER = Problem.of(
                    "cors-later",
                    "Later answers lack the CORS headers",
                    "The handshake may be read by the page, but answers of the same session may not: the client"
                            + " connects, and fails with \"xhr poll error\" or \"xhr post error\" at once.")
            .node("set the headers for every request (cors option), not on handshakes (initial_headers) only")
            .nginx("add_header without `always`, and per method or status, does this: remove it, the server does it")
            .sockeye(SOCKEYE);
    static final Problem PRIVATE_NETWORK = Problem.of(
                    "private-network",
                    "A public page may be kept from a private address",
                    "The server's address is private. For pages of public sites browsers ask the user for permission,"
                            + " or want Access-Control-Allow-Private-Network: true in the answer to a preflight.")
            .fix("open the page from the same network's own address, or give the server a public one")
            .sockeye("cors(CorsPolicy.origins(\"{origin}\").privateNetwork(true){credentials.sockeye})")
            .node("io.engine.use(...) can add Access-Control-Allow-Private-Network: true to OPTIONS answers");
    static final Problem VARY = Problem.of(
                    "vary-missing",
                    "Vary: Origin is missing",
                    "The answer depends on the page's origin, but does not say so: a shared cache may hand one page's"
                            + " answer to another.")
            .node("2.x never sends it: keep caches away from {path}; 4.x does")
            .nginx("no proxy_cache for location {path}")
            .sockeye("sent by itself; look for who removes it");
    static final Problem COOKIE = Problem.of(
                    "cookie-cross-site",
                    "The cookie is not sent from this page",
                    "The page is of another site than the server, so browsers send only cookies with SameSite=None;"
                            + " Secure, and only with withCredentials. This one is lost.")
            .sockeye("builder.engine(e -> e.cookie(new CookieOptions(\"io\").sameSite(SameSite.NONE))), over https")
            .node("cookie: {name: \"io\", sameSite: \"none\", secure: true}")
            .nginx("for a balancer's cookie: sticky cookie ... secure samesite=none;")
            .fix("no change needed if nobody reads the cookie");

    static final List<Problem> ALL = List.of(
            REFUSED,
            REFUSED_2X,
            ALLOW_REQUEST,
            ORIGIN_REMOVED,
            ORIGIN_CHANGED,
            OWN_PAGE,
            NO_ORIGIN_REFUSED,
            OFF,
            STRIPPED,
            NOT_NAMED,
            NOT_NAMED_OR_STRIPPED,
            OTHER_ORIGIN,
            MISSPELT,
            DUPLICATE,
            STAR_WITH_CREDENTIALS,
            NO_CREDENTIALS,
            PREFLIGHT_REFUSED,
            PREFLIGHT_ORIGIN,
            PREFLIGHT_HEADERS,
            LATER,
            PRIVATE_NETWORK,
            VARY,
            COOKIE);

    private CorsProblems() {}
}
