package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.EngineRevision;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Holds the values of {@link EngineClientOptions}, which never change once they are there. Confined to its builder before. */
final class ClientSettings implements Cloneable {
    private static final Set<String> TRANSPORTS = Set.of(Transport.POLLING, Transport.WEBSOCKET);

    EngineRevision revision = EngineRevision.V4;
    String path = "/engine.io/";
    boolean addTrailingSlash = true;
    Map<String, String> query = Map.of();
    List<String> transports = List.of(Transport.POLLING, Transport.WEBSOCKET);
    boolean upgrade = true;
    boolean rememberUpgrade;
    boolean tryAllTransports;
    Optional<Boolean> timestampRequests = Optional.empty();
    String timestampParam = "t";
    boolean forceBase64;
    Duration timeout = Duration.ofSeconds(20);
    Duration requestTimeout = Duration.ZERO;
    Duration closeTimeout = Duration.ofSeconds(5);
    Duration sendTimeout = Duration.ofSeconds(30);
    Map<String, List<String>> extraHeaders = Map.of();
    Map<String, TransportOptions> transportOptions = Map.of();
    boolean withCredentials;
    Optional<CookieHandler> cookies = Optional.empty();
    List<String> protocols = List.of();
    OptionalInt perMessageDeflate = OptionalInt.of(1024);
    long maxPayload = 100L << 20;
    int maxPacketsPerPayload = 100_000;
    Optional<SSLContext> sslContext = Optional.empty();
    boolean checkServerIdentity = true;
    Optional<String> serverName = Optional.empty();
    Optional<EngineProxy> proxy = Optional.empty();
    Optional<InetAddress> localAddress = Optional.empty();
    Optional<StandardProtocolFamily> family = Optional.empty();
    Optional<String> origin = Optional.empty();

    /** Copies the values; each is immutable. */
    ClientSettings copy() {
        try {
            return (ClientSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Checks each, and puts the slash to the end of the path or takes it away. */
    void check() {
        Checks.that(plainPath(path), "path", '"' + path + '"', "/ and then visible characters except ? and #");
        var bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        path = addTrailingSlash || bare.isEmpty() ? bare + "/" : bare;
        Checks.that(
                !transports.isEmpty()
                        && TRANSPORTS.containsAll(transports)
                        && Set.copyOf(transports).size() == transports.size(),
                "transports",
                transports,
                "some of polling, websocket, each once");
        Checks.that(
                TRANSPORTS.containsAll(transportOptions.keySet()),
                "transportOptions",
                transportOptions.keySet(),
                "polling, websocket");
        Checks.that(!timestampParam.isEmpty(), "timestampParam", "\"\"", "a name");
        Checks.notNegative("timeout", timeout);
        Checks.notNegative("requestTimeout", requestTimeout);
        Checks.positive("closeTimeout", closeTimeout);
        Checks.notNegative("sendTimeout", sendTimeout);
        Checks.that(maxPayload > 0, "maxPayload", maxPayload, "> 0");
        Checks.that(maxPacketsPerPayload > 0, "maxPacketsPerPayload", maxPacketsPerPayload, "> 0");
        Checks.that(perMessageDeflate.orElse(0) >= 0, "perMessageDeflate", perMessageDeflate, ">= 0");
        Checks.that(
                Set.copyOf(protocols).size() == protocols.size()
                        && protocols.stream().allMatch(Checks::token),
                "protocols",
                protocols,
                "different names");
        origin.ifPresent(value -> Checks.that(Checks.headerValue(value), "origin", value, "the value of a header"));
        Headers.check(extraHeaders);
        transportOptions.values().forEach(options -> Headers.check(options.extraHeaders()));
    }

    private static boolean plainPath(String path) {
        for (var i = 0; i < path.length(); i++) {
            var c = path.charAt(i);
            if (c <= ' ' || c >= 127 || c == '?' || c == '#') {
                return false;
            }
        }
        return path.startsWith("/");
    }
}
