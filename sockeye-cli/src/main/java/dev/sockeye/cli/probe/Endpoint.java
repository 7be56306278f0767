package dev.sockeye.cli.probe;

/**
 * Is where a server listens.
 *
 * @param secure whether TLS is spoken
 * @param host name or address, without brackets
 * @param port the port
 */
public record Endpoint(boolean secure, String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Returns the port that a URL need not name. */
    public static int defaultPort(boolean secure) {
        return secure ? HTTPS : HTTP;
    }

    /** Returns host and port as the Host header has them: without the scheme's default port. */
    public String authority() {
        var name = host.contains(":") ? '[' + host + ']' : host;
        return port == defaultPort(secure) ? name : name + ':' + port;
    }

    /** Returns the origin of pages that this server delivers. */
    public String origin() {
        return (secure ? "https://" : "http://") + authority();
    }
}
