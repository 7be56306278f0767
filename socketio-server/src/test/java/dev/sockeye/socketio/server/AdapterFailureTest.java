package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.ForwardingAdapter;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import dev.sockeye.socketio.server.adapter.Member;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AdapterFailureTest {
    /** Is an adapter whose network is down. */
    private static final class Lonely extends ForwardingAdapter {
        private Lonely(LocalNamespace namespace) {
            super(new InMemoryAdapter(namespace));
        }

        @Override
        public CompletionStage<Void> addAll(Member member, Collection<String> rooms) {
            if (rooms.contains("forbidden")) {
                throw new IllegalStateException("forbidden");
            }
            return super.addAll(member, rooms);
        }

        @Override
        public CompletionStage<Void> broadcast(Packet.Event packet, BroadcastOptions options) {
            super.broadcast(packet, options);
            return CompletableFuture.failedFuture(new IllegalStateException("down"));
        }
    }

    @Test
    void failedBroadcastIsReportedAndReachesThisNode() {
        try (var server = new TestServer(builder -> builder.adapter(Lonely::new))) {
            var client = server.connect();

            server.io.emit("x");

            assertThat(client.received()).containsExactly("2[\"x\"]");
            assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.ADAPTER);
            assertThat(server.errors.get(0).socket()).isEmpty();
        }
    }

    /** Is an adapter that cannot let anybody go. */
    private static final class Clinging extends ForwardingAdapter {
        private Clinging(LocalNamespace namespace) {
            super(new InMemoryAdapter(namespace));
        }

        @Override
        public CompletionStage<Void> delAll(Member member) {
            super.delAll(member);
            throw new IllegalStateException("down");
        }
    }

    @Test
    void failureAtTheEndOfASocketKeepsNothingElseFromEnding() {
        try (var server = new TestServer(builder -> builder.adapter(Clinging::new))) {
            var reasons = new ArrayList<DisconnectReason>();
            server.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
            server.io.of("/other").onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
            var client = server.connect().join("/other");
            var answer = server.socket().emitWithAck("question");

            client.leave();

            assertThat(reasons).containsExactly(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_CLOSE);
            assertThat(server.io.of("/other").sockets()).isEmpty();
            assertThat(answer).isCompletedExceptionally();
            assertThat(server.errors)
                    .extracting(ServerError::kind)
                    .containsExactly(ServerError.Kind.ADAPTER, ServerError.Kind.ADAPTER);
        }
    }

    @Test
    void refusedRoomOfAMiddlewareIsReportedAndTheSocketIsConnected() {
        try (var server = new TestServer(builder -> builder.adapter(Lonely::new))) {
            server.io.use(socket -> socket.join("forbidden"));
            var client = server.connect();

            assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.ADAPTER);
            assertThat(client.closed()).isFalse();
            assertThatThrownBy(() -> server.socket().join("forbidden")).isInstanceOf(IllegalStateException.class);
        }
    }
}
