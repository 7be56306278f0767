package dev.sockeye.cli.doctor;

import java.util.List;

/** Holds what can be wrong with polling sessions. */
final class SessionProblems {
    static final Problem NOT_STICKY = Problem.of(
                    "not-sticky",
                    "Requests of one session reach different servers (Session ID unknown)",
                    "The session was opened a moment ago, and a later request is told that nobody knows it: several"
                            + " servers or processes share this address, and requests are spread over them.")
            .nginx("in the upstream: ip_hash; (or hash $remote_addr consistent;)")
            .node("with several processes (cluster, pm2 -i) use @socket.io/sticky, or one process")
            .fix("other balancers: switch on sticky sessions (session affinity) for {path}")
            .client("or transports: [\"websocket\"]: one connection needs no stickiness");
    static final Problem STICKY_COOKIE = Problem.of(
                    "sticky-cookie",
                    "The balancer's cookie is not sent from this page",
                    "The balancer keeps a session on its server by a cookie, but a browser does not send it from a page"
                            + " of {origin}: requests reach different servers (Session ID unknown).")
            .client("withCredentials: true, so that cookies are sent at all")
            .fix("and let the balancer set its cookie with SameSite=None; Secure (AWS: the AWSALBCORS cookie)")
            .node("and allow credentials: cors: {origin: \"{origin}\", credentials: true}")
            .sockeye("and allow credentials: cors(CorsPolicy.origins(\"{origin}\").credentials(true))")
            .nginx("or balance by address instead: ip_hash;");
    static final Problem LOST = Problem.of(
                    "session-lost",
                    "The session is gone at once",
                    "The handshake succeeds, and the next request of the session is refused (see above).")
            .fix("look at the server's log; a proxy that changes the query (sid) or repeats requests looks like this");
    static final Problem CACHED = Problem.of(
                    "cached",
                    "The handshake comes from a cache",
                    "Two handshakes got the same session id: a proxy or CDN answers from its cache, so clients share"
                            + " sessions or find them dead.")
            .nginx("proxy_cache off; in location {path}, and no expires there")
            .fix("CDN: do not cache {path} (Cache-Control: no-store is sent by 4.x servers)");
    static final Problem POST_REFUSED = Problem.of(
                    "post-refused",
                    "POST requests are refused",
                    "Clients send over polling with POST, and something refuses that: they connect at engine level, but"
                            + " never get further (\"xhr post error\").")
            .nginx("no limit_except GET, no client_max_body_size below maxHttpBufferSize (1 MB) in location {path}")
            .fix("exempt {path} from CSRF filters and firewalls: its bodies are text/plain")
            .node("no body parser may read the request before Socket.IO does");
    static final Problem POLL_CUT = Problem.of(
                    "poll-cut",
                    "A waiting poll is cut",
                    "The server holds a poll until it has something to say, up to its pingInterval. Something in"
                            + " between gives up earlier, and clients reconnect again and again (\"transport close\","
                            + " \"xhr poll error\").")
            .nginx("proxy_read_timeout 60s; in location {path}: more than pingInterval + pingTimeout")
            .sockeye("or ping more often than the proxy's time-out: pingInterval(Duration.ofSeconds(...))")
            .node("or pingInterval below the proxy's time-out; server.requestTimeout and keepAliveTimeout don't matter"
                    + " here")
            .fix(
                    "other balancers: raise the idle or backend time-out (AWS ALB: idle timeout; HAProxy: timeout server)");
    static final Problem POLL_NOT_HELD = Problem.of(
                    "poll-not-held",
                    "A waiting poll is answered at once",
                    "Nothing was to be said, yet the poll was answered: clients ask again and again, as fast as they"
                            + " can.")
            .fix("look who answers (see above): a cache or a health filter in front of the server")
            .nginx("proxy_cache off; in location {path}");

    static final List<Problem> ALL =
            List.of(NOT_STICKY, STICKY_COOKIE, LOST, CACHED, POST_REFUSED, POLL_CUT, POLL_NOT_HELD);

    private SessionProblems() {}
}
