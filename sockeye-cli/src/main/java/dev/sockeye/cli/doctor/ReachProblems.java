package dev.sockeye.cli.doctor;

import java.util.List;

/** Holds what can be wrong on the way to a server. */
final class ReachProblems {
    static final Problem NAMESPACE = Problem.of(
                    "url-namespace",
                    "The path of the URL is a namespace to a client",
                    "io(\"https://host/chat\") connects to the namespace /chat at the path {path}. The path of the"
                            + " server is an option of its own, so {path} was looked at.")
            .client("to reach another path: io(\"{server}\", {path: \"/my-path\"}); to look at it: --path /my-path")
            .fix("if /chat is meant as namespace, this is right: nothing to change");
    static final Problem MIXED_CONTENT = Problem.of(
                    "mixed-content",
                    "A page over https can't use a server over http",
                    "The page {origin} is delivered over https, so browsers block every http:// and ws:// request"
                            + " of it before it is sent (mixed content). The server never sees them.")
            .sockeye("serve https: NettyHost.builder(io).tls(certificate, key), or a proxy with TLS in front")
            .node("serve https: https.createServer({key, cert}), or a proxy with TLS in front")
            .nginx("listen 443 ssl; with ssl_certificate and ssl_certificate_key; proxy_pass to the server as now")
            .client("then connect to https://, not http://");
    static final Problem DNS_UNKNOWN = Problem.of(
                    "dns-unknown",
                    "The host name does not resolve",
                    "No address is known for {host}, so nothing can connect to it.")
            .fix("check the spelling of {host}, and its A or AAAA record; inside containers use the service's name");
    static final Problem SOME_ADDRESSES = Problem.of(
                    "tcp-some-addresses",
                    "Some addresses of the host do not answer",
                    "The name has several addresses (IPv4 and IPv6, or several machines), and a browser may try the"
                            + " dead one first: connecting is slow, or fails now and then.")
            .sockeye("listen on all addresses: NettyHost.builder(io).host(\"0.0.0.0\") or \"::\"")
            .node("httpServer.listen(port) without a host listens on IPv6 and IPv4")
            .nginx("listen 443 ssl; and listen [::]:443 ssl;")
            .fix("or remove the dead address from DNS; for localhost use 127.0.0.1 in the URL");
    static final Problem TCP_REFUSED = Problem.of(
                    "tcp-refused",
                    "Nothing listens on this port",
                    "The machine answers, but no program listens on port {port} at this address. A browser reports"
                            + " such failures as \"blocked by CORS\" too, though CORS has nothing to do with it.")
            .fix("start the server, and check that {port} is its port")
            .sockeye("it listens on 127.0.0.1 alone unless told otherwise: host(\"0.0.0.0\"), or --host 0.0.0.0")
            .node("check the port of httpServer.listen({port}) and that the process is still alive")
            .nginx("check `listen` and that nginx runs: nginx -t; in containers publish the port");
    static final Problem TCP_TIMEOUT = Problem.of(
                    "tcp-timeout",
                    "The host does not answer on this port",
                    "Packets to {host}:{port} vanish: a firewall drops them, the address is wrong, or the machine is"
                            + " off.")
            .fix("open port {port} in the firewall or security group, and check the address of {host}");
    static final Problem UNREACHABLE = Problem.of(
                    "tcp-unreachable",
                    "There is no way to the host",
                    "The network here has no route to the address, for example because it is IPv6 only.")
            .fix("check the network of this machine, and the address of {host}");
    static final Problem TLS_SPOKEN = Problem.of(
                    "port-speaks-tls",
                    "The port speaks TLS, not plain HTTP",
                    "The URL says http, and the server expects TLS on this port.")
            .client("connect to https://{host}:{port}");
    static final Problem PLAIN_SPOKEN = Problem.of(
                    "port-speaks-http",
                    "The port speaks plain HTTP, not TLS",
                    "The URL says https, and the server on this port does not speak TLS.")
            .client("for a server without TLS: http://{host}:{port}")
            .sockeye("for TLS: NettyHost.builder(io).tls(certificate, key)")
            .node("for TLS: https.createServer({key, cert}), not http.createServer()")
            .nginx("for TLS: listen {port} ssl;");

    static final List<Problem> ALL = List.of(
            NAMESPACE,
            MIXED_CONTENT,
            DNS_UNKNOWN,
            SOME_ADDRESSES,
            TCP_REFUSED,
            TCP_TIMEOUT,
            UNREACHABLE,
            TLS_SPOKEN,
            PLAIN_SPOKEN);

    private ReachProblems() {}
}
