package dev.sockeye.engineio.client;

import java.util.Optional;

/**
 * Names the proxy through which a client connects. Immutable.
 *
 * @param kind what the proxy speaks
 * @param host its name or address
 * @param port its port
 * @param user who connects, where the proxy wants to know
 * @param password his password; SOCKS 4 has none
 */
public record EngineProxy(Kind kind, String host, int port, Optional<String> user, Optional<String> password) {
    /** Lists what proxies speak. */
    public enum Kind {
        /** HTTP with {@code CONNECT}; credentials are sent as Basic. */
        HTTP,
        /** SOCKS 4a. */
        SOCKS4,
        /** SOCKS 5. */
        SOCKS5
    }

    /** Checks the address. */
    public EngineProxy {
        Checks.that(!host.isBlank(), "proxy.host", '"' + host + '"', "a name or an address");
        Checks.that(port > 0 && port <= 65535, "proxy.port", port, "1 to 65535");
        Checks.that(
                kind != Kind.SOCKS4 || password.isEmpty(), "proxy.password", "given", "none, since SOCKS 4 has none");
        Checks.that(user.isPresent() || password.isEmpty(), "proxy.user", "none", "one, beside the password");
    }

    /** Names a proxy that speaks HTTP. */
    public static EngineProxy http(String host, int port) {
        return new EngineProxy(Kind.HTTP, host, port, Optional.empty(), Optional.empty());
    }

    /** Names a proxy that speaks SOCKS 4a. */
    public static EngineProxy socks4(String host, int port) {
        return new EngineProxy(Kind.SOCKS4, host, port, Optional.empty(), Optional.empty());
    }

    /** Names a proxy that speaks SOCKS 5. */
    public static EngineProxy socks5(String host, int port) {
        return new EngineProxy(Kind.SOCKS5, host, port, Optional.empty(), Optional.empty());
    }

    /** Returns this proxy with somebody who connects. */
    public EngineProxy user(String name) {
        return new EngineProxy(kind, host, port, Optional.of(name), Optional.empty());
    }

    /** Returns this proxy with somebody who connects, and his password. */
    public EngineProxy credentials(String name, String secret) {
        return new EngineProxy(kind, host, port, Optional.of(name), Optional.of(secret));
    }

    /** Describes the proxy without its credentials. */
    @Override
    public String toString() {
        return kind + " " + host + ":" + port;
    }
}
