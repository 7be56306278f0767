package dev.sockeye.examples;

import dev.sockeye.engineio.client.EngineProxy;
import dev.sockeye.engineio.client.TransportOptions;
import dev.sockeye.socketio.client.ClientLimits;
import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.ClientProtocol;
import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.client.SocketIoClient;
import java.net.CookieManager;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Clients of a service that runs for long: what they may be told. Each method is quoted by docs/client.md. */
final class ClientService {
    private ClientService() {}

    static ClientOptions freshTokens(Supplier<? extends CompletionStage<Map<String, String>>> tokens) {
        return ClientOptions.builder().authAsync(tokens).build();
    }

    static Socket atLeastOnce(SocketIoClient client) {
        var options = ClientOptions.builder()
                .retries(3)
                .ackTimeout(Duration.ofSeconds(5))
                .limits(ClientLimits.DEFAULT.withSendBuffer(1_000, 1 << 20, Duration.ofMinutes(10)))
                .build();
        var socket = client.socket("https://example.com/orders", options);
        socket.onDropped(dropped -> System.err.println(dropped.event() + " was not sent: " + dropped.reason()));
        return socket;
    }

    static Socket olderServer() {
        return SocketIoClient.connect(
                "http://localhost:3000/chat?room=1",
                ClientOptions.builder().protocol(ClientProtocol.V4).build());
    }

    static ClientOptions behindAProxy(SSLContext ownTrust) {
        return ClientOptions.builder()
                .proxy(EngineProxy.http("proxy.example", 3128).credentials("user", "secret"))
                .sslContext(ownTrust)
                .cookies(new CookieManager())
                .extraHeader("Authorization", "Bearer …")
                .transportOptions("polling", TransportOptions.header("X-Only-Polling", "1"))
                .build();
    }

    static void newHeadersAtEachAttempt(Socket socket, Supplier<String> token) {
        socket.io()
                .onReconnectAttempt(attempt -> socket.io()
                        .engineOptions(engine -> engine.extraHeader("Authorization", "Bearer " + token.get())));
    }

    static void manyOnOneLoop() {
        try (var client = SocketIoClient.builder().eventLoops(1).build()) {
            for (var i = 0; i < 1_000; i++) {
                client.socket(
                        "http://localhost:3000",
                        ClientOptions.builder().forceNew(true).build());
            }
        }
    }
}
