package dev.sockeye.cli.probe;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Speaks TLS: checks certificates as a browser does, or none. Thread-safe. */
public final class Tls {
    private final SSLContext context;
    private final boolean checked;

    private Tls(SSLContext context, boolean checked) {
        this.context = context;
        this.checked = checked;
    }

    /** Trusts the authorities that this Java trusts, and checks the host's name. */
    public static Tls checked(X509ExtendedTrustManager trust) {
        return new Tls(context(trust), true);
    }

    /** Trusts everybody. */
    public static Tls unchecked() {
        return new Tls(context(new Witness()), false);
    }

    static Tls witnessed(Witness witness) {
        return new Tls(context(witness), true);
    }

    Socket over(Socket raw, Endpoint endpoint) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(raw, endpoint.host(), endpoint.port(), true);
        var parameters = socket.getSSLParameters();
        if (checked) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLContext context(X509ExtendedTrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
