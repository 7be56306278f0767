package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Holds the values of {@link EngineOptions}, which never change once they are there. Confined to its builder before. */
final class EngineSettings implements Cloneable {
    private static final CompletionStage<Admission> ADMITTED = CompletableFuture.completedStage(Admission.admit());
    static final Function<Request, CompletionStage<Admission>> ADMIT_ALL = request -> ADMITTED;

    String path = "/socket.io";
    boolean addTrailingSlash = true;
    List<String> transports = List.of("polling", "websocket");
    boolean allowEIO3 = true;
    Duration pingInterval = Duration.ofSeconds(25);
    Duration pingTimeout = Duration.ofSeconds(20);
    Duration upgradeTimeout = Duration.ofSeconds(10);
    long maxHttpBufferSize = 1_000_000;
    boolean allowUpgrades = true;
    Optional<CookieOptions> cookie = Optional.empty();
    boolean cookieChosen = false;
    CorsPolicy cors = CorsPolicy.none();
    ChosenCors chosenCors = ChosenCors.NOTHING;
    boolean second = false;
    TrustedProxies trustedProxies = TrustedProxies.none();
    List<String> ownOrigins = List.of();
    boolean requireOrigin = false;
    boolean corsHeadersOnly = false;
    Function<Request, CompletionStage<Admission>> allowRequest = ADMIT_ALL;
    Optional<Function<Request, CompletionStage<String>>> generateId = Optional.empty();
    JsonpMode jsonp = JsonpMode.REVISION_3;
    OptionalInt httpCompression = OptionalInt.of(1024);
    OptionalInt perMessageDeflate = OptionalInt.empty();
    boolean destroyUpgrade = true;
    Duration destroyUpgradeTimeout = Duration.ofSeconds(1);
    Duration admissionTimeout = Duration.ofSeconds(30);
    Duration closeTimeout = Duration.ofSeconds(30);
    Duration sendTimeout = Duration.ofSeconds(30);
    Duration shutdownGrace = Duration.ofMillis(1500);
    int maxPacketsPerPayload = 10_000;
    long maxPendingBytes = 16L << 20;
    long highWaterMark = 1L << 20;
    long lowWaterMark = 1L << 19;

    /** Copies the values; each is immutable. */
    EngineSettings copy() {
        try {
            return (EngineSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts together what was set in parts, and over a profile, in whatever order that was. */
    void settle() {
        cors = chosenCors.over(second ? CorsPolicy.v2() : CorsPolicy.none());
        chosenCors = chosenCors.settled(cors);
        if (second && !cookieChosen) {
            cookie = Optional.of(new CookieOptions("io").sameSite(CookieOptions.SameSite.STRICT));
        }
    }

    /** Checks each, and takes the slash from the end of the path. */
    void check() {
        path = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Checks.that(plainPath(path), "path", '"' + path + '"', "/ and then visible characters except ? and #");
        Checks.that(
                !transports.isEmpty() && List.of("polling", "websocket").containsAll(transports),
                "transports",
                transports,
                "polling, websocket");
        Checks.positive("pingInterval", pingInterval);
        Checks.positive("pingTimeout", pingTimeout);
        Checks.positive("upgradeTimeout", upgradeTimeout);
        Checks.positive("maxHttpBufferSize", maxHttpBufferSize);
        Checks.that(maxHttpBufferSize <= 1 << 30, "maxHttpBufferSize", maxHttpBufferSize, "<= 1 GiB");
        Checks.that(httpCompression.orElse(0) >= 0, "httpCompression", httpCompression.orElse(0), ">= 0");
        Checks.that(perMessageDeflate.orElse(0) >= 0, "perMessageDeflate", perMessageDeflate.orElse(0), ">= 0");
        Checks.notNegative("destroyUpgradeTimeout", destroyUpgradeTimeout);
        Checks.positive("admissionTimeout", admissionTimeout);
        Checks.positive("closeTimeout", closeTimeout);
        Checks.positive("sendTimeout", sendTimeout);
        Checks.notNegative("shutdownGrace", shutdownGrace);
        Checks.positive("maxPacketsPerPayload", maxPacketsPerPayload);
        Checks.positive("maxPendingBytes", maxPendingBytes);
        Checks.positive("highWaterMark", highWaterMark);
        Checks.positive("lowWaterMark", lowWaterMark);
        Checks.that(highWaterMark <= maxPendingBytes, "highWaterMark", highWaterMark, "<= maxPendingBytes");
    }

    private static boolean plainPath(String path) {
        return path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '?' && c != '#');
    }
}
