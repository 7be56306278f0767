package dev.sockeye.cli.probe;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Accepts every certificate, and remembers what somebody stricter thinks of it. Confined to the thread that connects. */
final class Witness extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager judge;
    private List<X509Certificate> chain = List.of();
    private Optional<CertificateException> objection = Optional.empty();

    Witness() {
        judge = null;
    }

    Witness(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /** Returns the certificates that the server showed, its own first. */
    List<X509Certificate> chain() {
        return chain;
    }

    Optional<CertificateException> objection() {
        return objection;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, Socket socket) {
        chain = List.of(shown);
        if (judge != null) {
            try {
                judge.checkServerTrusted(shown, authType, socket);
            } catch (CertificateException e) {
                objection = Optional.of(e);
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) {
        chain = List.of(shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, SSLEngine engine) {
        chain = List.of(shown);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType) throws CertificateException {
        throw new CertificateException("only servers are looked at");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(shown, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(shown, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
