package dev.sockeye.cli.doctor;

import java.util.List;

/** Holds what can be wrong with certificates. */
final class TlsProblems {
    static final Problem EXPIRED = Problem.of(
                    "tls-expired",
                    "The certificate has expired",
                    "Browsers refuse the connection; pages see a network error, which looks like CORS.")
            .fix("renew the certificate, and load it: servers and proxies read it at start or reload only")
            .nginx("nginx -s reload after renewal (certbot: --deploy-hook)");
    static final Problem NOT_YET_VALID = Problem.of(
                    "tls-not-yet-valid",
                    "The certificate is not valid yet",
                    "Its time begins in the future, or the clock of this machine is wrong.")
            .fix("check the clock here and on the server, and the certificate's dates");
    static final Problem WRONG_HOST = Problem.of(
                    "tls-wrong-host",
                    "The certificate is for another host",
                    "None of the names in the certificate is {host}, so browsers refuse the connection.")
            .fix("get a certificate with {host} among its names (subject alternative names), or use a URL with one"
                    + " of its names")
            .nginx("check server_name {host}: the first server block's certificate is shown for unknown names");
    static final Problem SELF_SIGNED = Problem.of(
                    "tls-self-signed",
                    "The certificate is signed by itself",
                    "Nobody vouches for it, so browsers refuse it. XHR and WebSocket show no page to click through.")
            .fix("use a certificate of a known authority, such as Let's Encrypt; on one's own machine mkcert makes"
                    + " certificates that the local browsers trust")
            .fix("to look at the rest of the server all the same: --insecure");
    static final Problem INCOMPLETE_CHAIN = Problem.of(
                    "tls-incomplete-chain",
                    "The server does not send the intermediate certificate",
                    "It sends its own certificate without the one that signed it. Some browsers find it in their"
                            + " cache or fetch it; others, phones and Node clients fail.")
            .fix("use the file with the whole chain, the own certificate first")
            .sockeye("tls(Path.of(\"fullchain.pem\"), key), not cert.pem")
            .node("https.createServer({cert: fs.readFileSync(\"fullchain.pem\"), key})")
            .nginx("ssl_certificate /path/fullchain.pem; not cert.pem");
    static final Problem UNKNOWN_AUTHORITY = Problem.of(
                    "tls-unknown-authority",
                    "The certificate is of an unknown authority",
                    "The authority at the end of its chain is not among those that this Java trusts: a company's own,"
                            + " or a proxy that opens TLS.")
            .fix("if browsers here trust it, go on with --insecure; else use a certificate of a public authority");
    static final Problem FAILED = Problem.of(
                    "tls-failed",
                    "TLS fails",
                    "Client and server do not agree on how to speak TLS, or the server has no certificate for {host}.")
            .fix("serve TLS 1.2 or 1.3, and check that the server has certificate and key for {host}")
            .nginx("ssl_protocols TLSv1.2 TLSv1.3; and ssl_certificate in the server block of {host}");

    static final List<Problem> ALL =
            List.of(EXPIRED, NOT_YET_VALID, WRONG_HOST, SELF_SIGNED, INCOMPLETE_CHAIN, UNKNOWN_AUTHORITY, FAILED);

    private TlsProblems() {}
}
