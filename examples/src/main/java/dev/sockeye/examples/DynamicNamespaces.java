package dev.sockeye.examples;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.ConnectRefusedException;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** Namespaces that come into being when the first client asks for them: one for each document, one for each tenant. */
final class DynamicNamespaces {
    private static final Set<String> TENANTS = Set.of("acme", "globex");

    private DynamicNamespaces() {}

    public static void main(String[] args) {
        var io = server();
        var host = NettyHost.bind(3000, io);
        System.out.println("documents at http://127.0.0.1:" + host.port() + "/document-1 and so on");
    }

    static SocketIoServer server() {
        var io = SocketIoServer.builder()
                .middlewareTimeout(Duration.ofSeconds(10))
                .cleanupEmptyChildNamespaces(true)
                .maxChildNamespaces(5_000)
                .build();

        var documents = io.of(Pattern.compile("/document-\\d+"));
        documents.use(socket -> {
            if (socket.handshake().auth("user").isEmpty()) {
                throw new ConnectRefusedException("Who are you?");
            }
        });
        documents.onConnection(socket -> {
            socket.broadcast().emit("joined", socket.handshake().auth("user").orElseThrow());
            socket.on("edit", (change, ack) -> {
                socket.broadcast().emit("edit", change);
                ack.send("saved");
            });
        });

        // Asked only if no document matches.
        var tenants = io.ofAsync((name, handshake) -> isTenant(name.substring(1)));
        tenants.onConnection(
                socket -> socket.emit("welcome", socket.namespace().name().substring(1)));

        io.onNewNamespace(namespace -> System.out.println("new: " + namespace.name()));
        io.of("/admin")
                .onConnection(admin -> admin.on("announce", String.class, text -> {
                    documents.emit("announcement", text);
                    tenants.emit("announcement", text);
                }));
        return io;
    }

    private static CompletionStage<Boolean> isTenant(String name) {
        // A database would be asked here.
        return CompletableFuture.supplyAsync(() -> TENANTS.contains(name));
    }
}
