package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.TypeRef;
import dev.sockeye.socketio.protocol.ArgumentException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventTest {
    private static final String BAD =
            "[{\"error\":{\"code\":\"invalid_argument\",\"message\":\"An argument is missing or of the wrong type\"}}]";

    private final TestServer server = new TestServer();
    private final List<@Nullable Object> heard = new ArrayList<>();

    record Message(String text, int number) {}

    @AfterEach
    void close() {
        server.close();
    }

    private void hear(@Nullable Object value) {
        heard.add(value);
    }

    private TestClient with(Consumer<Socket> handlers) {
        server.io.onConnection(handlers);
        return server.connect();
    }

    @Test
    void argumentsAreBoundToTheTypesOfTheHandler() {
        var client = with(socket -> {
            socket.on("none", () -> heard.add("none"));
            socket.on("one", Message.class, this::hear);
            socket.on("two", String.class, int.class, (a, b) -> heard.add(a + b));
            socket.on("three", boolean.class, double.class, Long.class, (a, b, c) -> heard.add(a + "," + b + "," + c));
            socket.on("list", new TypeRef<List<Message>>() {}, this::hear);
            socket.on("node", JsonNode.class, node -> heard.add(node.toString()));
        });

        client.send(
                "2[\"none\",1]",
                "2[\"one\",{\"text\":\"a\",\"number\":1},2]",
                "2[\"two\",\"x\",2]",
                "2[\"three\",true,1.5,12345678901]",
                "2[\"list\",[{\"text\":\"b\",\"number\":2}]]",
                "2[\"node\",{\"b\":1,\"a\":null}]");

        assertThat(heard)
                .containsExactly(
                        "none",
                        new Message("a", 1),
                        "x2",
                        "true,1.5,12345678901",
                        List.of(new Message("b", 2)),
                        "{\"b\":1,\"a\":null}");
        assertThat(server.errors).isEmpty();
    }

    @Test
    void handlerMayTakeWhateverCame() {
        var client = with(socket -> socket.on("any", (args, ack) -> {
            heard.add(args.size());
            heard.add(args.list(Integer.class));
            heard.add(args.optional(9, String.class));
            heard.add(args.tree(0).intValue());
            heard.add(ack.wanted());
        }));

        client.send("2[\"any\",1,2,3]");

        assertThat(heard).containsExactly(3, List.of(1, 2, 3), Optional.empty(), 1, false);
    }

    @Test
    void binaryIsBoundToBytesWhereverItIs() {
        var client = with(socket -> {
            socket.on("bytes", byte[].class, this::hear);
            socket.on("map", new TypeRef<Map<String, byte[]>>() {}, map -> heard.add(map.get("b")));
        });

        client.send("51-[\"bytes\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2, 3});
        client.send("51-[\"map\",{\"b\":{\"_placeholder\":true,\"num\":0}}]", new byte[] {4});

        assertThat(heard).containsExactly(new byte[] {1, 2, 3}, new byte[] {4});
    }

    @Test
    void answerGoesBackOnce() {
        var client = with(socket -> {
            socket.on("zero", ack -> ack.send());
            socket.on("one", String.class, (text, ack) -> {
                ack.send(text, 1, null);
                ack.send("again");
            });
        });

        client.send("20[\"zero\"]", "212[\"one\",\"x\"]", "2[\"one\",\"y\"]");

        assertThat(client.received()).containsExactly("30[]", "312[\"x\",1,null]");
    }

    @Test
    void answerMayComeLaterAndCarryBinary() {
        List<Ack> acks = new ArrayList<>();
        var client = with(socket -> socket.on("x", ack -> acks.add(ack)));
        client.send("24[\"x\"]");

        acks.get(0).send(Map.of("b", new byte[] {7}));

        assertThat(client.received()).containsExactly("61-4[{\"b\":{\"_placeholder\":true,\"num\":0}}]", "[1]");
    }

    @Test
    void argumentsPassThroughUntouched() {
        var client = with(socket -> {
            socket.on("echo", (args, ack) -> socket.emit("back", args));
            socket.on("ack", (args, ack) -> ack.send(args));
            socket.on("more", (args, ack) -> socket.emit("back", "before", args));
        });

        client.send("2[\"echo\",1e2,{\"z\":1,\"a\":[null]},\"\u20ac\"]", "21[\"ack\"]", "2[\"more\",1]");
        client.send("51-[\"echo\",{\"_placeholder\":true,\"num\":0}]", new byte[] {1});

        assertThat(client.received())
                .containsExactly(
                        "2[\"back\",1e2,{\"z\":1,\"a\":[null]},\"\u20ac\"]",
                        "31[]",
                        "2[\"back\",\"before\",1]",
                        "51-[\"back\",{\"_placeholder\":true,\"num\":0}]",
                        "[1]");
    }

    @Test
    void argumentThatDoesNotFitIsAnsweredAndReported() {
        var client = with(socket -> {
            socket.on("int", int.class, (n, ack) -> heard.add(n));
            socket.on("text", String.class, (text, ack) -> heard.add(text));
            socket.on("raw", (args, ack) -> heard.add(args.get(0, Integer.class)));
        });

        client.send(
                "21[\"int\",\"x\"]",
                "22[\"int\",null]",
                "23[\"int\"]",
                "24[\"text\"]",
                "25[\"text\",null]",
                "26[\"raw\",[]]",
                "2[\"int\",{}]");

        assertThat(heard).isEmpty();
        assertThat(client.received())
                .containsExactly("31" + BAD, "32" + BAD, "33" + BAD, "34" + BAD, "35" + BAD, "36" + BAD);
        assertThat(server.errors)
                .hasSize(7)
                .allMatch(error -> error.kind() == ServerError.Kind.BINDING
                        && error.socket().isPresent()
                        && error.event().isPresent());
        assertThat(client.closed()).isFalse();
    }

    @Test
    void answerThatFailsIsReplacedAndCostsNothingElse() {
        try (var other = new TestServer(builder -> builder.bindingAnswer(failure -> {
                    throw new IllegalStateException("mine");
                })
                .refusalAnswer(refusal -> {
                    throw new IllegalStateException("mine");
                }))) {
            other.io.onConnection(socket -> {
                socket.on("x", int.class, number -> {});
                socket.on("x", (args, ack) -> hear("second"));
                socket.on("no", (args, ack) -> {
                    throw new EventRefusedException("forbidden", "No", null);
                });
            });
            var client = other.connect();

            client.send("21[\"x\",\"text\"]", "22[\"no\"]");

            assertThat(heard).containsExactly("second");
            assertThat(client.received())
                    .containsExactly(
                            "31[{\"error\":{\"code\":\"invalid_argument\","
                                    + "\"message\":\"An argument is missing or of the wrong type\"}}]",
                            "32[{\"error\":{\"code\":\"forbidden\",\"message\":\"No\"}}]");
            assertThat(other.errors)
                    .extracting(ServerError::kind)
                    .containsExactly(
                            ServerError.Kind.BINDING,
                            ServerError.Kind.EVENT_HANDLER,
                            ServerError.Kind.REFUSED,
                            ServerError.Kind.EVENT_HANDLER);
        }
    }

    @Test
    void errorOfAnErrorListenerCostsNothing() {
        server.io.onError(error -> {
            throw new AssertionError("mine");
        });
        server.io.onConnection(socket -> {
            socket.on("x", (args, ack) -> {
                throw new IllegalStateException();
            });
            socket.on("x", (args, ack) -> hear("second"));
        });

        server.connect().send("2[\"x\"]", "2[\"x\"]");

        assertThat(heard).containsExactly("second", "second");
    }

    @Test
    void nullIsBoundWhereTheTypeSaysSo() {
        var client = with(socket -> {
            socket.on("boxed", Integer.class, this::hear);
            socket.on("optional", new TypeRef<Optional<String>>() {}, this::hear);
            socket.on("nullable", new TypeRef<@Nullable String>() {}, this::hear);
            socket.on("node", JsonNode.class, node -> heard.add(node.isNull()));
        });

        client.send(
                "2[\"boxed\"]", "2[\"optional\",null]", "2[\"optional\",\"x\"]", "2[\"nullable\",null]", "2[\"node\"]");

        assertThat(heard).containsExactly(null, Optional.empty(), Optional.of("x"), null, true);
        assertThat(server.errors).isEmpty();
    }

    @Test
    void throwingHandlerCostsItsEventAndNothingElse() {
        var client = with(socket -> {
            socket.on("x", () -> {
                throw new java.io.IOException("checked");
            });
            socket.on("x", () -> heard.add("second handler"));
            socket.on("deep", () -> {
                throw new StackOverflowError();
            });
        });

        client.send("2[\"x\"]", "2[\"deep\"]", "2[\"x\"]");

        assertThat(heard).containsExactly("second handler", "second handler");
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsExactly(
                        ServerError.Kind.EVENT_HANDLER, ServerError.Kind.EVENT_HANDLER, ServerError.Kind.EVENT_HANDLER);
        assertThat(client.closed()).isFalse();
    }

    @Test
    void valueThatCannotBeEncodedIsTheApplicationsErrorNotTheClients() {
        var cycle = new HashMap<String, Object>();
        cycle.put("self", cycle);
        var client = with(socket -> socket.on("x", ack -> ack.send(cycle)));

        client.send("21[\"x\"]");

        assertThat(client.received()).isEmpty();
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.EVENT_HANDLER);
        assertThatThrownBy(() -> server.socket().emit("x", cycle)).isInstanceOf(ArgumentException.class);
        assertThat(client.closed()).isFalse();
    }

    @Test
    void handlersAreRemovedAsTheyWereRegistered() {
        EventHandler.Zero first = () -> heard.add("first");
        EventHandler.One<String> second = this::hear;
        EventHandler third = (args, ack) -> heard.add("third");
        var client = with(socket -> {
            socket.on("x", first).on("x", String.class, second).on("x", third);
            socket.once("x", () -> heard.add("once"));
        });

        client.send("2[\"x\",\"second\"]");
        server.socket().off("x", first).off("x", third);
        client.send("2[\"x\",\"second\"]");
        server.socket().off("x");
        client.send("2[\"x\",\"second\"]");

        assertThat(heard).containsExactly("first", "second", "third", "once", "second");
    }

    @Test
    void onceIsOnceEvenFromWithinItself() {
        var client = with(socket -> socket.once("x", String.class, this::hear));

        client.send("2[\"x\",\"a\"]", "2[\"x\",\"b\"]");

        assertThat(heard).containsExactly("a");
    }

    @Test
    void numberIsAName() {
        var client = with(socket -> socket.on("5", String.class, this::hear));

        client.send("2[5,\"x\"]");

        assertThat(heard).containsExactly("x");
    }

    @Test
    void reservedNamesAreRefused() {
        server.connect();
        var socket = server.socket();

        for (var name :
                List.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener")) {
            assertThatThrownBy(() -> socket.emit(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("\"" + name + "\" is a reserved event name");
            assertThatThrownBy(() -> server.io.emit(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> socket.on(name, () -> {})).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // What emit("x", null) amounts to where nobody checks for null.
    void nullIsAnArgument() {
        var client = server.connect();

        server.socket().emit("x", (Object) null);
        server.socket().emit("x", (Object[]) null);
        server.socket().send("hello", 1);

        assertThat(client.received()).containsExactly("2[\"x\",null]", "2[\"x\",null]", "2[\"message\",\"hello\",1]");
    }

    @Test
    void argumentsAreSnapshotsOfTheMomentOfEmission() {
        List<Next> waiting = new ArrayList<>();
        var list = new ArrayList<>(List.of(1));
        server.io.use((socket, next) -> {
            socket.emit("x", list);
            waiting.add(next);
        });
        var client = server.open().send("0");
        list.add(2);

        waiting.get(0).proceed();

        assertThat(client.received()).hasSize(2).last().isEqualTo("2[\"x\",[1]]");
    }

    @Test
    void dataIsRemembered() {
        server.connect();

        server.socket().data().put("name", "value");

        assertThat(server.socket().data()).containsEntry("name", "value");
    }
}
