package dev.sockeye.examples;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.Admission;
import dev.sockeye.engineio.server.CookieOptions;
import dev.sockeye.engineio.server.CorsPolicy;
import dev.sockeye.engineio.server.TrustedProxies;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** The configurations of the page "Handling CORS", one method each. */
final class HandlingCors {
    private HandlingCors() {}

    public static void main(String[] args) {
        NettyHost.bind(3000, headers().build());
    }

    static SocketIoServerBuilder origins() {
        return SocketIoServer.builder().v2().origins("https://example.com");
    }

    static SocketIoServerBuilder withoutCors() {
        return SocketIoServer.builder()
                .v2()
                .engine(engine -> engine.allowRequest(request -> CompletableFuture.completedStage(
                        request.header("Origin").isEmpty()
                                ? Admission.admit()
                                : Admission.refuse()))); // cross-origin requests will not be allowed
    }

    static void atRunTime(SocketIoServer io, boolean development) {
        if (development) {
            io.origins("http://localhost:3000"); // for local development
        } else {
            io.origins("https://example.com");
        }
    }

    static void byFunction(SocketIoServer io, Set<String> customers) {
        io.origins(customers::contains);
    }

    static SocketIoServerBuilder preflightHook() {
        return SocketIoServer.builder()
                .v2()
                .origins("https://example.com")
                .engine(engine -> engine.handlePreflightRequest(request -> new Response(
                        200,
                        Headers.of(
                                "Access-Control-Allow-Origin", "https://example.com",
                                "Access-Control-Allow-Methods", "GET,POST",
                                "Access-Control-Allow-Headers", "my-custom-header",
                                "Access-Control-Allow-Credentials", "true"),
                        Bytes.EMPTY)));
    }

    static SocketIoServerBuilder headers() {
        return SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com")
                        .credentials(true)
                        .methods("GET", "POST")
                        .allowedHeaders("my-custom-header"));
    }

    static SocketIoServerBuilder ownPreflights(HttpHandler application) {
        return SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com").handlePreflightRequest(application));
    }

    static SocketIoServerBuilder allOptions() {
        return SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com", "http://localhost:5173")
                        .alsoMatching(Pattern.compile("https://[a-z0-9-]+\\.example\\.com"))
                        .credentials(true)
                        .methods("GET", "POST")
                        .allowedHeaders("my-custom-header")
                        .exposedHeaders("x-request-id")
                        .maxAge(Duration.ofMinutes(10))
                        .optionsSuccessStatus(204)
                        .privateNetwork(true));
    }

    static CorsPolicy asynchronous(Tenants tenants) {
        return CorsPolicy.deciding(tenants::knows).credentials(true);
    }

    static CorsPolicy perRequest(Tenants tenants) {
        return CorsPolicy.perRequest(request -> tenants.policy(request));
    }

    static SocketIoServerBuilder cookies() {
        return SocketIoServer.builder()
                .cors(CorsPolicy.origins("https://example.com").credentials(true))
                .engine(engine -> engine.cookie(new CookieOptions("io").sameSite(CookieOptions.SameSite.NONE)));
    }

    static SocketIoServerBuilder ownOrigins() {
        return SocketIoServer.builder()
                .engine(engine -> engine.ownOrigins("https://app.example.com", "http://localhost:3000"));
    }

    static SocketIoServerBuilder behindAProxy() {
        return SocketIoServer.builder().engine(engine -> engine.trustedProxies(TrustedProxies.loopback()));
    }

    static void listening(SocketIoServer io) {
        io.engine()
                .onOriginRefused(refusal -> System.err.println(refusal.message() + ": " + refusal.reason() + ", fix: "
                        + refusal.fix().orElse("none")));
    }

    static SocketIoServerBuilder forTheCheck() {
        return SocketIoServer.builder().v2().engine(engine -> engine.noCookie().pingTimeout(Duration.ofSeconds(5)));
    }

    /** Stands for whatever knows the customers of an application. */
    interface Tenants {
        CompletionStage<Boolean> knows(String origin);

        CompletionStage<CorsPolicy> policy(Request request);
    }
}
