package dev.sockeye.interop.parity;

import dev.sockeye.socketio.server.BroadcastOperator;
import dev.sockeye.socketio.server.RemoteSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Does what concerns many sockets at once, on whatever node they are. Stateless. */
final class ClusterOperations {
    private ClusterOperations() {}

    static @Nullable Object perform(BroadcastOperator operator, ParityNamespaces namespaces, Call call) {
        return switch (call.name()) {
            case "gather" -> gather(operator.timeout(Duration.ofMillis(call.number(1))), call);
            case "fetch" ->
                operator.fetchSockets()
                        .thenApply(sockets -> sockets.stream()
                                .map(ClusterOperations::described)
                                .toList());
            case "ids" -> operator.socketIds();
            case "sockets-join" -> operator.socketsJoin(call.texts(1));
            case "sockets-leave" -> operator.socketsLeave(call.texts(1));
            case "disconnect-sockets" -> operator.disconnectSockets(call.flag(1));
            case "remote" -> remote(call);
            case "server-side" -> namespaces.io.serverSideEmit("server-side", call.rest(0));
            case "server-side-ask" -> askServers(call);
            default -> throw new IllegalArgumentException(call.name());
        };
    }

    private static Object gather(BroadcastOperator operator, Call call) {
        return operator.emitWithAck(call.text(2), call.rest(3))
                .thenApply(acks -> Map.of(
                        "timedOut",
                        acks.timedOut(),
                        "responses",
                        acks.responses().stream()
                                .flatMap(response -> Call.values(response.args()).stream())
                                .toList(),
                        "ids",
                        acks.responses().stream()
                                .map(response -> response.socketId().orElse(""))
                                .toList(),
                        "missing",
                        acks.missing()));
    }

    private static Map<String, Object> described(RemoteSocket socket) {
        return Map.of(
                "id", socket.id(),
                "rooms", socket.rooms(),
                "data", socket.data(),
                "auth", socket.handshake().auth());
    }

    private static Object remote(Call call) {
        return call.socket().namespace().to(call.text(0)).fetchSockets().thenCompose(found -> {
            var socket = found.get(0);
            return switch (call.text(1)) {
                case "ask" ->
                    socket.timeout(Duration.ofSeconds(3))
                            .emitWithAck(call.text(2), call.rest(3))
                            .thenApply(args -> Call.values(args).get(0));
                case "emit" -> done(() -> socket.emit(call.text(2), call.rest(3)));
                case "join" -> done(() -> socket.join(call.texts(2)));
                case "leave" -> done(() -> socket.leave(call.texts(2)));
                case "disconnect" -> done(() -> socket.disconnect(call.flag(2)));
                default -> throw new IllegalArgumentException(call.text(1));
            };
        });
    }

    private static CompletableFuture<@Nullable Object> done(Runnable action) {
        action.run();
        return CompletableFuture.completedFuture(null);
    }

    private static Object askServers(Call call) {
        return call.socket()
                .namespace()
                .serverSideEmitWithAck("server-side", call.rest(0))
                .thenApply(acks -> Map.of(
                        "timedOut",
                        !acks.complete(),
                        "responses",
                        acks.responses().stream()
                                .flatMap(args -> Call.values(args).stream())
                                .toList()));
    }
}
