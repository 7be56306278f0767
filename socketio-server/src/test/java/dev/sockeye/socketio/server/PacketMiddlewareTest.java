package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacketMiddlewareTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestServer server = new TestServer();
    private final List<String> heard = new ArrayList<>();
    private final List<PacketMiddleware.Next> waiting = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient with(Consumer<Socket> setUp) {
        server.io.onConnection(setUp);
        return server.connect();
    }

    private void handleAll(Socket socket) {
        for (var name : List.of("a", "b", "c")) {
            socket.on(name, (args, ack) -> {
                heard.add(name + args.list(String.class));
                ack.send("ok");
            });
        }
    }

    @Test
    void eventGoesThroughMiddlewaresInTheirOrder() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use((packet, next) -> {
                heard.add("1" + packet.event() + packet.ackWanted()
                        + packet.args().size());
                next.proceed();
            });
            socket.use(packet -> heard.add("2" + packet.event()));
            socket.useAsync(packet -> {
                heard.add("3" + (packet.socket() == socket));
                return CompletableFuture.completedStage(null);
            });
        });

        client.send("20[\"a\",\"x\"]");

        assertThat(heard).containsExactly("1atrue1", "2a", "3true", "a[x]");
        assertThat(client.received()).containsExactly("30[\"ok\"]");
    }

    @Test
    void eventMayBeReplaced() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use((packet, next) -> {
                next.proceed(packet.withEvent("b").withArgs("new", packet.args()));
                next.refuse(new EventRefusedException("too late"));
            });
        });

        client.send("2[\"a\",\"x\",\"y\"]");

        assertThat(heard).containsExactly("b[new, x, y]");
        assertThat(server.errors).isEmpty();
        var socket = server.socket();
        var packet = new EventPacket(
                socket, "a", socket.encoding().args(socket.encoding().none()), false);
        assertThatThrownBy(() -> packet.withEvent("disconnect"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"disconnect\" is a reserved event name; use onDisconnect");
    }

    @Test
    void answersOfTheClientDoNotPassMiddlewares() {
        var client = with(socket -> socket.use(packet -> heard.add(packet.event())));
        var answer = server.socket().emitWithAck("ask");

        client.send("30[\"yes\"]");

        assertThat(answer.join().get(0, String.class)).isEqualTo("yes");
        assertThat(heard).isEmpty();
    }

    @Test
    void refusalAnswersTheAcknowledgementAndNothingElse() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use(packet -> {
                throw packet.event().equals("a")
                        ? new EventRefusedException("Not you", Map.of("level", 3))
                        : new EventRefusedException("forbidden", "Never", null);
            });
            socket.onError(error -> heard.add(error.kind() + " " + error.event().orElseThrow()));
        });

        client.send("21[\"a\"]", "2[\"a\"]", "22[\"b\"]");

        assertThat(client.received())
                .containsExactly(
                        "31[{\"error\":{\"code\":\"refused\",\"message\":\"Not you\",\"data\":{\"level\":3}}}]",
                        "32[{\"error\":{\"code\":\"forbidden\",\"message\":\"Never\"}}]");
        assertThat(heard).containsExactly("REFUSED a", "REFUSED a", "REFUSED b");
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsOnly(ServerError.Kind.REFUSED)
                .hasSize(3);
    }

    @Test
    void refusalSendsProtocol4AnErrorPacket() {
        server.io.onConnection(socket -> {
            handleAll(socket);
            socket.use(packet -> {
                throw packet.event().equals("a")
                        ? new EventRefusedException("Not you", Map.of("level", 3))
                        : new EventRefusedException("Never");
            });
        });
        var client = server.connect2x();
        client.received();

        client.send("21[\"a\"]", "2[\"b\"]");

        assertThat(client.received()).containsExactly("4{\"level\":3}", "4\"Never\"");
        assertThat(heard).isEmpty();
        assertThat(client.closed()).isFalse();
    }

    @Test
    void dataThatCannotBeEncodedDoesNotMakeARefusalFail() {
        var cycle = new HashMap<String, Object>();
        cycle.put("self", cycle);
        server.io.onConnection(socket -> socket.use(packet -> {
            throw new EventRefusedException("No", cycle);
        }));
        var client = server.connect();
        var client2x = server.connect2x();
        client2x.received();

        client.send("21[\"a\"]");
        client2x.send("21[\"a\"]");

        assertThat(client.received()).containsExactly("31[{\"error\":{\"code\":\"refused\",\"message\":\"No\"}}]");
        assertThat(client2x.received()).containsExactly("4\"No\"");
    }

    @Test
    void failureRefusesWithAFixedTextAndGoesToTheErrorHook() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use(packet -> {
                if (packet.event().equals("a")) {
                    throw new IllegalStateException("secret");
                }
            });
            socket.useAsync(packet -> CompletableFuture.failedStage(new IllegalStateException("secret")));
        });

        client.send("21[\"a\"]", "22[\"b\"]");

        assertThat(client.received())
                .containsExactly(
                        "31[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal server error\"}}]",
                        "32[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal server error\"}}]");
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsOnly(ServerError.Kind.MIDDLEWARE)
                .hasSize(2);
    }

    @Test
    void textsOfRefusalsAreReplaceable() {
        try (var own = new TestServer(builder -> builder.refusalAnswer(e -> e.code() + "!"))) {
            own.io.onConnection(socket -> socket.use(packet -> {
                throw new EventRefusedException("no");
            }));
            var client = own.connect();

            client.send("21[\"a\"]");

            assertThat(client.received()).containsExactly("31[\"refused!\"]");
        }
    }

    @Test
    void laterEventsWaitForALateAnswer() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use((packet, next) -> {
                if (packet.event().equals("a")) {
                    waiting.add(next);
                } else {
                    next.proceed();
                }
            });
        });

        client.send("21[\"a\"]", "22[\"b\"]");
        client.send("23[\"c\"]");
        assertThat(heard).isEmpty();
        waiting.get(0).proceed();

        assertThat(heard).containsExactly("a[]", "b[]", "c[]");
        assertThat(client.received()).containsExactly("31[\"ok\"]", "32[\"ok\"]", "33[\"ok\"]");
    }

    @Test
    void unansweredEventIsRefusedInTime() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use((packet, next) -> {
                if (packet.event().equals("a")) {
                    waiting.add(next);
                } else {
                    next.proceed();
                }
            });
        });
        client.send("21[\"a\"]", "22[\"b\"]");

        server.advance(Duration.ofSeconds(9));
        assertThat(client.received()).isEmpty();
        server.advance(Duration.ofSeconds(1));
        waiting.get(0).proceed();

        assertThat(client.received())
                .containsExactly(
                        "31[{\"error\":{\"code\":\"timeout\",\"message\":\"The server took too long\"}}]",
                        "32[\"ok\"]");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.REFUSED);
    }

    @Test
    void disconnectionDoesNotWaitForAnAnswer() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use((packet, next) -> waiting.add(next));
            socket.onDisconnect(reason -> heard.add(reason.text()));
        });
        client.send("2[\"a\"]", "2[\"b\"]");

        client.leave();
        waiting.get(0).proceed();

        assertThat(heard).containsExactly("transport close");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void serversDisconnectionDropsTheEventThatWaits() {
        var client = with(socket -> {
            handleAll(socket);
            socket.use((packet, next) -> waiting.add(next));
            socket.onDisconnect(reason -> heard.add(reason.text()));
        });
        client.send("21[\"a\"]");

        server.socket().disconnect();
        waiting.get(0).proceed();

        assertThat(heard).containsExactly("server namespace disconnect");
        assertThat(client.received()).containsExactly("1");
    }

    @Test
    void waitingEventsCountForBackPressure() {
        try (var small = new TestServer(
                builder -> builder.limits(new SocketIoLimits(100, 100, 10_000, 1_024, 10_000, 2, 4_000_000)))) {
            small.io.onConnection(socket -> {
                handleAll(socket);
                socket.use((packet, next) -> waiting.add(next));
            });
            var client = small.connect();

            client.send("2[\"a\"]");
            assertThat(client.channel.isReading()).isTrue();
            client.send("2[\"b\"]");
            assertThat(client.channel.isReading()).isFalse();
            waiting.get(0).proceed();

            assertThat(client.channel.isReading()).isTrue();
            waiting.get(1).proceed();
            assertThat(heard).containsExactly("a[]", "b[]");
        }
    }

    @Test
    void orderIsKeptWhoeverAnswersOnWhichThread() {
        try (var pooled = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.pool(8)))) {
            var order = new ConcurrentLinkedQueue<Integer>();
            pooled.io.onConnection(socket -> socket.on("x", int.class, n -> order.add(n))
                    .useAsync(packet -> CompletableFuture.runAsync(() -> {}))
                    .use((packet, next) -> {
                        if (packet.args().get(0, int.class) % 3 == 0) {
                            CompletableFuture.runAsync(next::proceed);
                        } else {
                            next.proceed();
                        }
                    }));
            var client = pooled.connect();
            var expected = new ArrayList<Integer>();

            for (var i = 0; i < 500; i++) {
                expected.add(i);
                client.send("2[\"x\"," + i + "]");
            }

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(order).hasSize(500));
            assertThat(order).containsExactlyElementsOf(expected);
            assertThat(pooled.errors).isEmpty();
        }
    }

    @Test
    void undecodablePacketIsToldBeforeTheDisconnection() {
        var client =
                with(socket -> socket.onError(error -> heard.add(error.kind().name()))
                        .onDisconnect(reason -> heard.add(reason.text())));

        client.send("2{");

        assertThat(heard).containsExactly("DECODING", "forced close");
        assertThat(client.closed()).isTrue();
    }

    @Test
    void argumentsThatDoNotFitAreToldToTheSocket() {
        var client = with(socket -> socket.on("x", int.class, n -> {})
                .onError(error -> heard.add(error.kind() + " " + error.event().orElseThrow()))
                .onError(error -> {
                    throw new IllegalStateException("nobody minds");
                }));

        client.send("2[\"x\",\"y\"]");

        assertThat(heard).containsExactly("BINDING x");
        assertThat(server.errors).hasSize(1);
        assertThat(client.closed()).isFalse();
    }

    @Test
    void handlerRefusesLikeAMiddleware() {
        var client = with(socket -> socket.on("x", (args, ack) -> {
            throw new EventRefusedException("Full");
        }));

        client.send("21[\"x\"]");

        assertThat(client.received()).containsExactly("31[{\"error\":{\"code\":\"refused\",\"message\":\"Full\"}}]");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.REFUSED);
    }
}
