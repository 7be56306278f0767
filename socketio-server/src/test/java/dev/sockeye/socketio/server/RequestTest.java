package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.events.EventFunction;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final String FAILED =
            "[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal server error\"}}]";

    private final TestServer server = new TestServer();
    private final List<@Nullable Object> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient with(Consumer<Socket> handlers) {
        server.io.onConnection(handlers);
        return server.connect();
    }

    @Test
    void resultIsTheAnswer() {
        var client = with(socket -> socket.onRequest("zero", () -> "none")
                .onRequest("args", args -> args)
                .onRequest("one", String.class, String::length)
                .onRequest("null", String.class, text -> null)
                .onRequest("array", int.class, int.class, (a, b) -> new Object[] {a, b})
                .onRequest("bytes", byte[].class, bytes -> bytes)
                .onRequest("later", int.class, n -> CompletableFuture.completedStage(Optional.of(n + 1))));

        client.send("21[\"zero\"]", "22[\"args\",1,\"b\"]", "23[\"one\",\"four\"]", "24[\"null\",\"x\"]");
        client.send("25[\"array\",1,2]", "27[\"later\",1]", "2[\"one\",\"nobody waits\"]");
        client.send("51-6[\"bytes\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1});

        assertThat(client.received())
                .containsExactly(
                        "31[\"none\"]",
                        "32[1,\"b\"]",
                        "33[4]",
                        "34[null]",
                        "35[[1,2]]",
                        "37[2]",
                        "61-6[{\"_placeholder\":true,\"num\":0}]",
                        "[1]");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void answerComesWhenTheStageIsDone() {
        var stage = new CompletableFuture<String>();
        var client = with(socket -> socket.onRequest("x", () -> stage));

        client.send("21[\"x\"]");
        assertThat(client.received()).isEmpty();
        stage.complete("done");

        assertThat(client.received()).containsExactly("31[\"done\"]");
    }

    @Test
    void whoWaitsGetsAnAnswerWhateverHappens() {
        var cycle = new HashMap<String, Object>();
        cycle.put("self", cycle);
        var client = with(socket -> socket.onRequest("throws", () -> {
                    throw new java.io.IOException("secret");
                })
                .onRequest(
                        "fails",
                        () -> CompletableFuture.supplyAsync(
                                () -> {
                                    throw new IllegalStateException("secret");
                                },
                                Runnable::run))
                .onRequest("cycle", () -> cycle)
                .onRequest("refuses", () -> CompletableFuture.failedStage(new EventRefusedException("full", "No", 1)))
                .onRequest("misfit", int.class, n -> n));

        client.send("21[\"throws\"]", "22[\"fails\"]", "23[\"cycle\"]", "24[\"refuses\"]", "25[\"misfit\",\"x\"]");

        assertThat(client.received())
                .containsExactly(
                        "31" + FAILED,
                        "32" + FAILED,
                        "33" + FAILED,
                        "34[{\"error\":{\"code\":\"full\",\"message\":\"No\",\"data\":1}}]",
                        "35[{\"error\":{\"code\":\"invalid_argument\","
                                + "\"message\":\"An argument is missing or of the wrong type\"}}]");
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsExactly(
                        ServerError.Kind.EVENT_HANDLER,
                        ServerError.Kind.EVENT_HANDLER,
                        ServerError.Kind.EVENT_HANDLER,
                        ServerError.Kind.REFUSED,
                        ServerError.Kind.BINDING);
    }

    @Test
    void requestIsAnsweredToProtocol4() {
        server.io.onConnection(socket -> socket.onRequest("x", int.class, n -> {
            if (n == 0) {
                throw new EventRefusedException("Not zero");
            }
            return n;
        }));
        var client = server.connect2x();
        client.received();

        client.send("21[\"x\",1]", "22[\"x\",0]");

        assertThat(client.received())
                .containsExactly("31[1]", "32[{\"error\":{\"code\":\"refused\",\"message\":\"Not zero\"}}]");
    }

    @Test
    void functionIsRemovedAsItWasRegistered() {
        EventFunction.One<String> function = text -> text;
        var client = with(socket -> socket.onRequest("x", String.class, function));

        server.socket().off("x", function);
        client.send("21[\"x\",\"y\"]");

        assertThat(client.received()).isEmpty();
    }

    @Test
    void upToFiveArgumentsAreBound() {
        var client = with(socket -> socket.on(
                        "4", int.class, int.class, int.class, int.class, (a, b, c, d) -> heard.add(a + b + c + d))
                .on(
                        "5",
                        TypeRef.of(int.class),
                        new TypeRef<List<Integer>>() {},
                        TypeRef.of(int.class),
                        TypeRef.of(int.class),
                        TypeRef.of(int.class),
                        (a, b, c, d, e, ack) -> ack.send(b, a + c + d + e))
                .once("o", String.class, int.class, int.class, int.class, int.class, (a, b, c, d, e) -> heard.add(a)));

        client.send("2[4,1,2,3,4]", "20[5,1,[7],2,3,4]", "2[\"o\",\"once\",1,2,3,4]", "2[\"o\",\"twice\",1,2,3,4]");

        assertThat(heard).containsExactly(10, "once");
        assertThat(client.received()).containsExactly("30[[7],10]");
    }

    @Test
    @SuppressWarnings("NullAway") // On newer JDKs it takes the lambda for one of lists without nulls.
    void restTakesAllArgumentsThatFollow() {
        var client = with(socket -> socket.on(
                        "log",
                        TypeRef.of(String.class),
                        TypeRef.rest(int.class),
                        (text, rest) -> heard.add(text + rest))
                .on("all", TypeRef.rest(new TypeRef<@Nullable String>() {}), all -> heard.addAll(all))
                .onRequest("count", TypeRef.rest(Object.class), List::size));

        client.send("2[\"log\",\"a\",1,2]", "2[\"log\",\"b\"]", "2[\"log\",\"c\",\"x\"]", "2[\"all\",\"d\",null]");
        client.send("21[\"count\",1,2,3]");

        assertThat(heard).containsExactly("a[1, 2]", "b[]", "d", null);
        assertThat(client.received()).containsExactly("31[3]");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.BINDING);
        var socket = server.socket();
        assertThatThrownBy(() ->
                        socket.on("x", TypeRef.rest(int.class), TypeRef.of(int.class), (rest, last) -> rest.get(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: TypeRef.rest for the last argument only");
    }

    @Test
    void reservedNamesSayWhatToUseInstead() {
        server.connect();
        var socket = server.socket();

        assertThatThrownBy(() -> socket.on("disconnect", () -> {}))
                .hasMessage("\"disconnect\" is a reserved event name; use onDisconnect");
        assertThatThrownBy(() -> socket.once("disconnecting", () -> {}))
                .hasMessage("\"disconnecting\" is a reserved event name; use onDisconnecting");
        assertThatThrownBy(() -> socket.onRequest("connect", () -> 1))
                .hasMessage("\"connect\" is a reserved event name; use onConnection of the server or the namespace");
        assertThatThrownBy(() -> socket.emit("disconnect"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"disconnect\" is a reserved event name; use disconnect()");
        assertThatThrownBy(() -> server.io.to("room").emit("newListener"))
                .hasMessage("\"newListener\" is a reserved event name");
    }
}
