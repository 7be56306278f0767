package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MiddlewareTest {
    private final TestServer server = new TestServer();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void middlewaresAreAskedInOrderBeforeTheConnection() {
        server.io
                .use((socket, next) -> {
                    heard.add("first " + socket.connected());
                    next.proceed();
                })
                .use(socket -> heard.add("second"))
                .useAsync(socket -> {
                    heard.add("third");
                    return CompletableFuture.completedFuture(null);
                })
                .onConnection(socket -> heard.add("connected " + socket.connected()));

        server.connect();

        assertThat(heard).containsExactly("first false", "second", "third", "connected true");
    }

    @Test
    void refusalTellsMessageAndData() {
        server.io.use(socket -> {
            throw new ConnectRefusedException("Not authorized", Map.of("code", 401));
        });
        server.io.onConnection(socket -> heard.add("connected"));

        var client = server.open().send("0");

        assertThat(client.received()).containsExactly("4{\"message\":\"Not authorized\",\"data\":{\"code\":401}}");
        assertThat(client.closed()).isFalse();
        assertThat(heard).isEmpty();
        assertThat(server.io.sockets()).isEmpty();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void refusedClientMayTryAgain() {
        server.io.use(socket -> {
            if (socket.handshake().auth("token").isEmpty()) {
                throw new ConnectRefusedException("token");
            }
        });

        var client = server.open().send("0");
        assertThat(client.received()).containsExactly("4{\"message\":\"token\"}");

        client.send("0{\"token\":\"x\"}");

        assertThat(client.received()).hasSize(1).first().asString().startsWith("0{\"sid\":");
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void refusalMayComeLaterAndTheOthersAreNotAsked() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next)).use(socket -> heard.add("second"));
        var client = server.open().send("0");
        assertThat(client.received()).isEmpty();

        waiting.get(0).refuse(new ConnectRefusedException("later"));
        waiting.get(0).proceed();

        assertThat(client.received()).containsExactly("4{\"message\":\"later\"}");
        assertThat(heard).isEmpty();
    }

    @Test
    void failedStageRefuses() {
        server.io.of("/refused").useAsync(socket -> CompletableFuture.failedFuture(new ConnectRefusedException("no")));
        server.io
                .of("/dependent")
                .useAsync(socket -> CompletableFuture.completedFuture(null).thenRun(() -> {
                    throw new ConnectRefusedException("dependent");
                }));
        server.io.of("/broken").useAsync(socket -> CompletableFuture.failedFuture(new IllegalStateException("secret")));

        var client = server.open().send("0/refused,", "0/dependent,", "0/broken,");

        assertThat(client.received())
                .containsExactly(
                        "4/refused,{\"message\":\"no\"}",
                        "4/dependent,{\"message\":\"dependent\"}",
                        "4/broken,{\"message\":\"Internal server error\"}");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.MIDDLEWARE);
    }

    @Test
    void throwingMiddlewareRefusesWithAFixedText() {
        server.io.use(socket -> {
            throw new java.sql.SQLException("the password is 1234");
        });

        assertThat(server.open().send("0").received()).containsExactly("4{\"message\":\"Internal server error\"}");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.MIDDLEWARE);
    }

    @Test
    void dataThatCannotBeEncodedStillRefuses() {
        server.io.use(socket -> {
            throw new ConnectRefusedException("no", new byte[] {1});
        });

        assertThat(server.open().send("0").received()).containsExactly("4{\"message\":\"no\"}");
    }

    @Test
    void whatIsEmittedAndJoinedWithinTakesEffectAfterTheConnect() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> {
            socket.join("a", "b");
            socket.leave("b");
            socket.emit("early");
            heard.add(socket.rooms().toString());
            waiting.add(next);
        });
        var client = server.open().send("0");
        server.io.emit("unheard");
        server.io.to("a").emit("unheard");
        assertThat(client.received()).isEmpty();

        waiting.get(0).proceed();
        server.io.to("a").emit("heard");
        server.io.to("b").emit("unheard");

        assertThat(client.received())
                .hasSize(3)
                .endsWith("2[\"early\"]", "2[\"heard\"]")
                .first()
                .asString()
                .startsWith("0{");
        assertThat(heard).containsExactly("[a]");
    }

    @Test
    void disconnectWithinDoesNothing() {
        server.io.use(socket -> socket.disconnect());

        server.connect();

        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void clientThatLeavesMeanwhileIsForgotten() {
        List<Next> waiting = new ArrayList<>();
        List<Socket> sockets = new ArrayList<>();
        server.io.use((socket, next) -> {
            socket.join("a");
            sockets.add(socket);
            waiting.add(next);
        });
        server.io.onConnection(socket -> heard.add("connected"));
        server.open().send("0").leave();

        waiting.get(0).proceed();

        assertThat(heard).isEmpty();
        assertThat(server.io.sockets()).isEmpty();
        sockets.get(0).join("b");
        assertThat(server.io.root().adapter().rooms(sockets.get(0))).isEmpty();
    }

    @Test
    void packetForANamespaceStillInMiddlewareClosesTheConnection() {
        server.io.use((socket, next) -> {});

        assertThat(server.open().send("0", "2[\"x\"]").closed()).isTrue();
        assertThat(server.open().send("0", "0").closed()).isTrue();
    }

    @Test
    void namespacesDoNotInheritFromTheMainOne() {
        server.io.use(socket -> {
            throw new ConnectRefusedException("no");
        });
        server.io.of("/chat");

        server.open().join("/chat");

        assertThat(server.io.of("/chat").sockets()).hasSize(1);
    }
}
