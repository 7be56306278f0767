package dev.sockeye.cli.load;

import dev.sockeye.cli.probe.Endpoint;
import dev.sockeye.engineio.netty.Tls;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Is the server under load. Immutable. */
final class Target {
    private final Endpoint endpoint;
    private final String path;
    private final int eio;
    private final InetSocketAddress address;
    private final @Nullable SslContext tls;

    private Target(Endpoint endpoint, String path, int eio) {
        this.endpoint = endpoint;
        this.path = path;
        this.eio = eio;
        this.tls = endpoint.secure() ? Tls.client() : null;
        try {
            this.address = new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
        } catch (UnknownHostException e) {
            throw new LoadException("the host " + endpoint.host() + " is not known");
        }
    }

    static Target of(String url, String path, int eio) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw wrong(url);
        }
        var scheme = String.valueOf(uri.getScheme());
        var secure = scheme.equals("https") || scheme.equals("wss");
        var host = uri.getHost();
        if (host == null || !(secure || scheme.equals("http") || scheme.equals("ws"))) {
            throw wrong(url);
        }
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        var port = uri.getPort() == -1 ? Endpoint.defaultPort(secure) : uri.getPort();
        return new Target(new Endpoint(secure, bare, port), path.endsWith("/") ? path : path + '/', eio);
    }

    private static IllegalArgumentException wrong(String url) {
        return new IllegalArgumentException("URL: " + url + " (expected: such as http://127.0.0.1:3000)");
    }

    int eio() {
        return eio;
    }

    InetSocketAddress address() {
        return address;
    }

    @Nullable
    SslContext tls() {
        return tls;
    }

    String host() {
        return endpoint.host();
    }

    String url() {
        return endpoint.origin() + path;
    }

    /** Returns the target of a request: path and query. */
    String resource(String transport, String sid) {
        return path + "?EIO=" + eio + "&transport=" + transport + (sid.isEmpty() ? "" : "&sid=" + sid);
    }

    String authority() {
        return endpoint.authority();
    }
}
