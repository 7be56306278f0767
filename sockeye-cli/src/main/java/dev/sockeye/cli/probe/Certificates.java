package dev.sockeye.cli.probe;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Is what a server shows of itself when TLS begins.
 *
 * @param chain its certificates, its own first
 * @param fault what a browser would object to
 */
public record Certificates(List<X509Certificate> chain, Optional<Fault> fault) {
    /** Names what is wrong with certificates. */
    public enum Fault {
        /** The certificate's time is over. */
        EXPIRED,
        /** The certificate's time has not begun. */
        NOT_YET_VALID,
        /** The certificate is for other hosts. */
        WRONG_HOST,
        /** The certificate is signed by itself. */
        SELF_SIGNED,
        /** An intermediate certificate is missing. */
        INCOMPLETE_CHAIN,
        /** The authority is not known to this Java. */
        UNKNOWN_AUTHORITY,
        /** Something else. */
        OTHER
    }

    /** Copies the chain. */
    public Certificates {
        chain = List.copyOf(chain);
    }

    /** Returns the authorities that Java trusts, or those of a key store. */
    public static X509ExtendedTrustManager authorities(@Nullable KeyStore store) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no list of authorities", e);
        }
    }

    /** Looks at a server's certificates. */
    public static Certificates of(
            Endpoint endpoint, InetAddress address, X509ExtendedTrustManager trust, Duration patience) {
        var witness = new Witness(trust);
        Wire.open(endpoint, address, Tls.witnessed(witness), patience).close();
        return new Certificates(
                witness.chain(), witness.objection().map(objection -> fault(witness.chain(), objection)));
    }

    private static Fault fault(List<X509Certificate> chain, Exception objection) {
        var own = chain.get(0);
        var now = Instant.now();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            return Fault.EXPIRED;
        } else if (now.isBefore(own.getNotBefore().toInstant())) {
            return Fault.NOT_YET_VALID;
        }
        var text = String.valueOf(objection.getMessage());
        if (text.contains("subject alternative") || text.contains("No name matching")) {
            return Fault.WRONG_HOST;
        } else if (!text.contains("certification path") && !text.contains("trust anchor")) {
            return Fault.OTHER;
        } else if (selfSigned(own)) {
            return Fault.SELF_SIGNED;
        }
        return selfSigned(chain.get(chain.size() - 1)) ? Fault.UNKNOWN_AUTHORITY : Fault.INCOMPLETE_CHAIN;
    }

    private static boolean selfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}
