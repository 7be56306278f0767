package dev.sockeye.cli.doctor;

import java.util.List;

/** Holds what can be wrong with WebSockets. */
final class WebSocketProblems {
    private static final String STAYS =
            " Clients stay on polling, and those with transports: [\"websocket\"] can't connect.";
    private static final String HEADERS = "in location {path}: proxy_http_version 1.1; proxy_set_header Upgrade"
            + " $http_upgrade; proxy_set_header Connection \"upgrade\";";

    static final Problem UPGRADE_HEADERS = Problem.of(
                    "upgrade-headers",
                    "The WebSocket upgrade does not get through the proxy",
                    "The request arrives without its Upgrade and Connection headers, which a proxy passes on only when"
                            + " told to." + STAYS)
            .nginx(HEADERS)
            .fix("Apache: mod_proxy_wstunnel and upgrade=websocket; other proxies and CDNs: switch on WebSockets")
            .node("if no proxy is in front: a middleware or the framework's own server answers upgrades");
    static final Problem REFUSED = Problem.of(
                    "websocket-refused",
                    "WebSockets of this origin are refused",
                    "Polling is allowed for {origin}, but the WebSocket handshake with the same Origin is refused."
                            + STAYS)
            .sockeye("cors(CorsPolicy.origins(\"{origin}\")); one policy holds for both, so look at allowRequest and"
                    + " at what the proxy does to the Origin header")
            .node(
                    "look at allowRequest, which sees WebSocket handshakes too: browsers always set Origin there, and can't add"
                            + " headers of the page (extraHeaders)")
            .nginx("pass Origin on: no proxy_set_header Origin in location {path}");
    static final Problem OFF = Problem.of(
                    "websocket-off",
                    "WebSocket is switched off",
                    "The server offers polling only: each message costs a request.")
            .sockeye("transports(List.of(\"polling\", \"websocket\")), the default")
            .node("transports: [\"polling\", \"websocket\"], the default");
    static final Problem FAILED = Problem.of(
                    "websocket-failed", "The WebSocket handshake fails", "The answer to it is not 101." + STAYS)
            .nginx(HEADERS)
            .fix("look at the log of server and proxy; firewalls and antivirus programs may cut WebSockets: with https"
                    + " they mostly don't")
            .node("another upgrade listener on the same http.Server (ws, Vite) may answer first; give it another path");
    static final Problem SILENT = Problem.of(
                    "websocket-silent",
                    "The WebSocket opens, and nothing comes",
                    "The handshake succeeds, but the server's first packet does not arrive." + STAYS)
            .fix("check that the WebSocket ends at Socket.IO and not at another program on this path")
            .nginx("proxy_buffering off; in location {path}");
    static final Problem HIJACK = Problem.of(
                    "websocket-any-origin",
                    "Any page can open a WebSocket",
                    "The server took a WebSocket of {foreign}. CORS does not apply to WebSockets, so any site can open"
                            + " one with its visitors' cookies (cross-site WebSocket hijacking). No harm where cookies"
                            + " and addresses open no doors.")
            .node("allowRequest: (req, cb) => cb(null, allowed.includes(req.headers.origin)); the cors option does not"
                    + " check WebSockets")
            .sockeye("cors(CorsPolicy.origins(...)) checks them; corsHeadersOnly(true) and CorsPolicy.any() do not")
            .fix("authenticate with auth: {token} instead of cookies");
    static final Problem UPGRADE_FAILED = Problem.of(
                    "upgrade-failed",
                    "The upgrade from polling to WebSocket fails",
                    "A WebSocket alone works, but a polling session can't move to one." + STAYS)
            .fix("several servers: requests of one session must reach the same one, WebSockets included")
            .nginx("ip_hash; in the upstream");
    static final Problem CUT = Problem.of(
                    "websocket-cut",
                    "An idle WebSocket is cut",
                    "The server is silent up to its pingInterval. Something in between gives up earlier, and clients"
                            + " reconnect again and again (\"transport close\").")
            .nginx("proxy_read_timeout 60s; in location {path}: more than pingInterval + pingTimeout")
            .sockeye("or ping more often than the proxy's time-out: pingInterval(Duration.ofSeconds(...))")
            .node("or pingInterval below the proxy's time-out")
            .fix("other balancers: raise the idle time-out (AWS ALB: idle timeout; HAProxy: timeout tunnel)");
    static final Problem NO_PING = Problem.of(
                    "no-ping",
                    "The server does not ping",
                    "A heartbeat was due and did not come: clients will give the connection up.")
            .fix("look whether the server hangs, or something between buffers what it sends")
            .nginx("proxy_buffering off; in location {path}");
    static final Problem NO_PONG = Problem.of(
                    "no-pong",
                    "The server does not answer pings",
                    "2.x clients ping, and give the connection up without an answer.")
            .fix("look whether the server hangs, or something between buffers what it sends");

    static final List<Problem> ALL =
            List.of(UPGRADE_HEADERS, REFUSED, OFF, FAILED, SILENT, HIJACK, UPGRADE_FAILED, CUT, NO_PING, NO_PONG);

    private WebSocketProblems() {}
}
