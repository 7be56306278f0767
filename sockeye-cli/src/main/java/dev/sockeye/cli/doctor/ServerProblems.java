package dev.sockeye.cli.doctor;

import java.util.List;

/** Holds what can be wrong with who answers. */
final class ServerProblems {
    private static final String LOOKS_LIKE_CORS =
            " The answer has no CORS headers, so a browser calls it \"blocked by CORS\".";

    static final Problem BAD_GATEWAY = Problem.of(
                    "proxy-502",
                    "The proxy does not reach the server (502)",
                    "The proxy answers, but the server behind it is down, listens elsewhere, or cut the connection."
                            + LOOKS_LIKE_CORS)
            .fix("start the server, and check that it listens where the proxy looks for it")
            .nginx("compare proxy_pass with the server's address; its error log says why (connect() failed ...);"
                    + " in containers 127.0.0.1 is the container itself, so name the service")
            .sockeye("it listens on 127.0.0.1 alone unless told otherwise: host(\"0.0.0.0\")")
            .node("check the port of httpServer.listen(...) and that the process is still alive");
    static final Problem UNAVAILABLE = Problem.of(
                    "proxy-503",
                    "Nobody is there to serve (503)",
                    "The load balancer has no healthy server, or the server refuses new clients (it shuts down, or is"
                            + " full)." + LOOKS_LIKE_CORS)
            .fix("look at the balancer's health checks and at the server's log")
            .sockeye("while it drains it refuses handshakes with 503: expected during a restart");
    static final Problem GATEWAY_TIMEOUT = Problem.of(
                    "proxy-504",
                    "The server did not answer the proxy in time (504)",
                    "The proxy waited for the server behind it and gave up." + LOOKS_LIKE_CORS)
            .fix("check that proxy_pass (or the target) names a machine and port that answer: a firewall between"
                    + " them looks like this too")
            .node("an allowRequest or middleware that never calls its callback looks like this");
    static final Problem REDIRECT = Problem.of(
                    "redirect",
                    "The server redirects to another address",
                    "A preflight and a WebSocket may not be redirected at all, and a polling request loses its origin"
                            + " on the way to another host.")
            .client("connect to the address of the redirect's target from the start")
            .nginx("redirect pages only; exclude location {path} from `return 301`");
    static final Problem NOT_FOUND = Problem.of(
                    "not-found",
                    "Nothing is served at this path (404)",
                    "Something answers HTTP here, but not Socket.IO at {path}." + LOOKS_LIKE_CORS)
            .client("io(url, {path: \"...\"}) must be the server's path; look at it here with --path")
            .sockeye("builder.engine(e -> e.path(\"{path0}\")); the default is /socket.io")
            .node("new Server(httpServer, {path: \"{path}\"}); with Express call httpServer.listen(), not"
                    + " app.listen(), which makes a second server without Socket.IO")
            .nginx("location {path} { proxy_pass http://server; } without a path behind the server's name");
    static final Problem WRONG_PATH = Problem.of(
                    "wrong-path",
                    "Socket.IO is at another path",
                    "{path} is not the server's path, but another one is (see above)." + LOOKS_LIKE_CORS)
            .client("io(url, {path: \"{found}\"})")
            .sockeye("or move the server: builder.engine(e -> e.path(\"{path0}\"))")
            .node("or move the server: new Server(httpServer, {path: \"{path}\"})")
            .nginx("or map the path: location {path} { proxy_pass http://server{found}; }");
    static final Problem PREFIX_REMOVED = Problem.of(
                    "prefix-removed",
                    "The proxy removes the path",
                    "The server answers when the path is sent twice: the proxy cuts {path} off before it passes the"
                            + " request on, so the server sees another path." + LOOKS_LIKE_CORS)
            .nginx("location {path} { proxy_pass http://server; }: no slash and no path behind the server's name")
            .fix("other proxies: switch off the stripping of prefixes (StripPrefix, rewrite-target) for {path}");
    static final Problem NO_SLASH = Problem.of(
                    "no-trailing-slash",
                    "Only the path without its trailing slash is served",
                    "Clients ask for {path}, with a slash at the end; here only {found} leads to Socket.IO."
                            + LOOKS_LIKE_CORS)
            .nginx("location {path} { proxy_pass http://server; }, not location = {found}")
            .client("or io(url, {path: \"{found}\", addTrailingSlash: false}), from 4.6 on");
    static final Problem QUERY_LOST = Problem.of(
                    "query-lost",
                    "The query does not reach the server",
                    "The server says that EIO or transport is missing or wrong: something in between drops or changes"
                            + " what stands behind the question mark.")
            .nginx("proxy_pass with a variable or rewrite needs $is_args$args; best is location {path} { proxy_pass"
                    + " http://server; } without a path")
            .fix("other proxies and frameworks: pass the query on as it is");
    static final Problem PASSWORD = Problem.of(
                    "password",
                    "A password is asked for (401)",
                    "The server or a proxy wants credentials before it lets anybody talk to Socket.IO. Preflights and"
                            + " WebSockets can't bring them." + LOOKS_LIKE_CORS)
            .nginx("auth_basic off; in location {path}, and authenticate in Socket.IO (auth) instead")
            .client("if a header is to bring it: extraHeaders; look at it with --header \"authorization: ...\"");
    static final Problem FORBIDDEN_PROXY = Problem.of(
                    "forbidden-by-proxy",
                    "Something in front of the server refuses (403)",
                    "The 403 is not in the form of Socket.IO: a proxy, firewall or web framework refuses the request."
                            + LOOKS_LIKE_CORS)
            .nginx("look for deny, allow, valid_referers or a firewall module in location {path}")
            .fix("exempt {path} from the firewall's, CSRF or security filter's rules")
            .node("exempt {path} in frameworks that guard all paths");
    static final Problem TOO_MANY = Problem.of(
                    "too-many-requests",
                    "Requests are limited (429)",
                    "A limit counts the requests, and polling makes many." + LOOKS_LIKE_CORS)
            .nginx("raise limit_req for location {path}, or leave it out there")
            .fix("or let clients begin with WebSocket: transports: [\"websocket\"]");
    static final Problem SERVER_ERROR = Problem.of(
                    "server-error", "The server fails (5xx)", "The program that answers has a fault." + LOOKS_LIKE_CORS)
            .fix("look at the server's log at this time")
            .node("a middleware (io.engine.use) or allowRequest that throws looks like this");
    static final Problem WEB_PAGE = Problem.of(
                    "web-page",
                    "A web page answers, not Socket.IO",
                    "The request reached a web server that delivers a page for {path}: the index page of an"
                            + " application, a log-in page, or the start page of a proxy.")
            .nginx("location {path} { proxy_pass http://server; } before the location that delivers the page")
            .fix("check host and port: the development server of the page is not the Socket.IO server; with Vite or"
                    + " webpack proxy {path} to it (ws: true)")
            .client("or give the server's own address: io(\"https://api.example.com\")");
    static final Problem SOMETHING_ELSE = Problem.of(
                    "something-else",
                    "Something else answers, not Socket.IO",
                    "The answer is not what a Socket.IO server says to a handshake.")
            .fix("check host, port and path: curl \"{url}?EIO=4&transport=polling\" must print 0{\"sid\":...}")
            .sockeye("an HttpHandler in front of the engine must leave {path} alone")
            .node("attach Socket.IO to the http.Server that listens: new Server(httpServer)");
    static final Problem NOT_HTTP = Problem.of(
                    "not-http",
                    "The port does not speak HTTP",
                    "Another protocol is spoken here: a database, SSH, or a raw TCP server.")
            .fix("check the port");
    static final Problem NO_ANSWER = Problem.of(
                    "no-answer",
                    "No answer came in time",
                    "The connection is made, but the server (or what stands in front of it) stays silent.")
            .fix("look whether the server is overloaded or hangs; a debugger's breakpoint looks like this")
            .nginx("a proxy_pass to an address that drops packets looks like this until proxy_connect_timeout (60 s)")
            .node("an allowRequest that never calls its callback looks like this")
            .sockeye("an allowRequest whose future never completes looks like this");
    static final Problem CUT = Problem.of(
                    "cut",
                    "The connection is cut without an answer",
                    "Something accepts the connection and closes it again.")
            .fix("look at the log of server and proxy; a TLS port that is spoken to in plain HTTP, and a firewall,"
                    + " look like this");
    static final Problem TOO_LARGE = Problem.of(
                    "too-large", "The answer has no end", "More came than any Socket.IO server sends to a handshake.")
            .fix("check host, port and path: this is not a Socket.IO server");
    static final Problem EIO3_REFUSED = Problem.of(
                    "eio3-refused",
                    "The server refuses 2.x clients (code 5)",
                    "Clients up to 2.x speak Engine.IO 3, and this server takes 4 only (clients from 3.0 on).")
            .client("upgrade it: npm install socket.io-client@4")
            .sockeye("allowEIO3(true), which is the default")
            .node("new Server(httpServer, {allowEIO3: true}); with cors.credentials: true, which 2.x clients need");
    static final Problem EIO4_UNKNOWN = Problem.of(
                    "eio4-unknown",
                    "The server speaks to 2.x clients only",
                    "It answers in Engine.IO 3 whatever is asked for. Clients from 3.0 on fail with \"server error\""
                            + " or \"parser error\" and try again for ever.")
            .node("upgrade it: npm install socket.io@4, with allowEIO3: true for the old clients")
            .client("or stay with the old client: npm install socket.io-client@2; look at it with --eio 3");
    static final Problem POLLING_OFF = Problem.of(
                    "polling-off",
                    "Polling is switched off",
                    "The server takes WebSockets only (code 0), but clients begin with polling unless told otherwise.")
            .client("io(url, {transports: [\"websocket\"]})")
            .sockeye("or transports(List.of(\"polling\", \"websocket\")), the default")
            .node("or transports: [\"polling\", \"websocket\"], the default");
    static final Problem BAD_REQUEST = Problem.of(
                    "bad-request",
                    "The server refuses the handshake (400)",
                    "It is Socket.IO that answers, but it does not take the request (see its message above).")
            .node("code 3 here comes from a cors.origin function, generateId or middleware that fails: see its log")
            .fix("look at the server's log; a proxy that changes the query looks like this too");

    static final List<Problem> ALL = List.of(
            BAD_GATEWAY,
            UNAVAILABLE,
            GATEWAY_TIMEOUT,
            REDIRECT,
            NOT_FOUND,
            WRONG_PATH,
            PREFIX_REMOVED,
            NO_SLASH,
            QUERY_LOST,
            PASSWORD,
            FORBIDDEN_PROXY,
            TOO_MANY,
            SERVER_ERROR,
            WEB_PAGE,
            SOMETHING_ELSE,
            NOT_HTTP,
            NO_ANSWER,
            CUT,
            TOO_LARGE,
            EIO3_REFUSED,
            EIO4_UNKNOWN,
            POLLING_OFF,
            BAD_REQUEST);

    private ServerProblems() {}
}
