package dev.sockeye.engineio.netty;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Makes TLS contexts for Netty. */
public final class Tls {
    private Tls() {}

    /**
     * Makes a server's context of PEM files.
     *
     * @param certificates the server's certificate, then those that lead to its root
     * @param key its private key in PKCS #8, without a password
     * @throws IllegalArgumentException if a file cannot be read or does not hold what is expected
     */
    public static SslContext server(Path certificates, Path key) {
        try (var chain = Files.newInputStream(certificates);
                var secret = Files.newInputStream(key)) {
            return SslContextBuilder.forServer(chain, secret)
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "certificates: " + certificates + ", key: " + key
                            + " (expected: readable PEM files, the key in PKCS #8 without a password)",
                    e);
        }
    }

    /** Makes a server's context of the platform's one. */
    public static SslContext server(SSLContext context) {
        return wrap(context, false);
    }

    /** Makes a client's context of the platform's one. */
    public static SslContext client(SSLContext context) {
        return wrap(context, true);
    }

    /** Makes a client's context that trusts what the platform trusts. */
    public static SslContext client() {
        try {
            return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
        } catch (SSLException e) {
            throw new IllegalStateException("the platform has no TLS", e);
        }
    }

    private static SslContext wrap(SSLContext context, boolean client) {
        return new JdkSslContext(
                context,
                client,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                ClientAuth.NONE,
                null,
                false);
    }
}
