package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.server.annotation.OnAny;
import dev.sockeye.socketio.server.annotation.OnConnect;
import dev.sockeye.socketio.server.annotation.OnDisconnect;
import dev.sockeye.socketio.server.annotation.OnEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // Found by their annotations, or refused for what they are.
class AnnotationTest {
    private final TestServer server = new TestServer();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    record Message(String from, String text) {}

    final class Chat {
        @OnConnect
        private void connected(Socket socket, Handshake handshake, Namespace namespace, SocketIoServer io) {
            heard.add("connected " + namespace.name() + handshake.query().containsKey("EIO") + (io == server.io));
            socket.emit("welcome");
        }

        @OnDisconnect
        void left(DisconnectReason reason, Socket socket) {
            heard.add(reason.text() + socket.connected());
        }

        @OnAny
        void any(String event, Args args) {
            heard.add("any " + event + args.size());
        }

        @OnEvent("chat")
        Message chat(Socket socket, Message message) {
            return new Message(message.from, message.text + socket.namespace().name());
        }

        @OnEvent("later")
        CompletionStage<Integer> later(int a, int b) {
            return CompletableFuture.completedStage(a + b);
        }

        @OnEvent({"one", "other"})
        void done(@Nullable String text, Optional<Integer> number, List<Message> messages) {
            heard.add(text + number + messages);
        }

        @OnEvent("void")
        CompletionStage<Void> nothing() {
            return CompletableFuture.completedStage(null);
        }

        @OnEvent("ack")
        void ack(Ack ack, Args args) {
            ack.send("all", args.size());
        }

        @OnEvent("rest")
        int rest(String first, int... more) {
            return first.length() + more.length;
        }

        @OnEvent("fails")
        void fails() throws Exception {
            throw new java.io.IOException("secret");
        }

        @OnEvent("refuses")
        String refuses() {
            throw new EventRefusedException("No");
        }
    }

    @Test
    void methodsHandleWhatTheirAnnotationsSay() {
        server.io.register(new Chat());
        var client = server.connect();
        assertThat(client.channel.texts()).contains("42[\"welcome\"]");

        client.send("21[\"chat\",{\"from\":\"a\",\"text\":\"b\"}]", "22[\"later\",1,2]", "23[\"ack\",1,2,3]");
        client.send(
                "24[\"one\",null,null,[{\"from\":\"x\",\"text\":\"y\"}]]", "2[\"other\",\"t\",1,[]]", "25[\"void\"]");
        client.send("26[\"rest\",\"ab\",1,2]", "27[\"fails\"]", "28[\"refuses\"]", "29[\"later\",\"x\"]");
        client.leave();

        assertThat(client.received())
                .containsExactly(
                        "31[{\"from\":\"a\",\"text\":\"b/\"}]",
                        "32[3]",
                        "33[\"all\",3]",
                        "34[]",
                        "35[]",
                        "36[4]",
                        "37[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal server error\"}}]",
                        "38[{\"error\":{\"code\":\"refused\",\"message\":\"No\"}}]",
                        "39[{\"error\":{\"code\":\"invalid_argument\","
                                + "\"message\":\"An argument is missing or of the wrong type\"}}]");
        assertThat(heard)
                .containsExactly(
                        "connected /truetrue",
                        "any chat1",
                        "any later2",
                        "any ack3",
                        "any one3",
                        "nullOptional.empty[Message[from=x, text=y]]",
                        "any other3",
                        "tOptional[1][]",
                        "any void0",
                        "any rest3",
                        "any fails0",
                        "any refuses0",
                        "any later1",
                        "transport closefalse");
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsExactly(ServerError.Kind.EVENT_HANDLER, ServerError.Kind.REFUSED, ServerError.Kind.BINDING);
    }

    @Test
    void clientsOfProtocol4AreServedToo() {
        server.io.register(new Chat());
        var client = server.connect2x();
        client.received();

        client.send("21[\"chat\",{\"from\":\"a\",\"text\":\"b\"}]", "22[\"other\",\"t\",1,[]]");

        assertThat(client.received()).containsExactly("31[{\"from\":\"a\",\"text\":\"b/\"}]", "32[]");
    }

    interface Greeter {
        @OnEvent("greet")
        String greet(String name);

        @OnEvent("default")
        default String byDefault() {
            return "default";
        }
    }

    abstract static class Base<T> {
        @OnEvent("typed")
        String typed(T value, Map<String, T> more) {
            return "" + value + more;
        }

        @OnEvent("overridden")
        String overridden() {
            return "base";
        }

        @OnEvent("private")
        private String secret() {
            return "private";
        }

        @OnEvent("static")
        static String still() {
            return "static";
        }
    }

    static final class Derived extends Base<Message> implements Greeter {
        @Override
        public String greet(String name) {
            return "Hello " + name;
        }

        @Override
        String overridden() {
            return "derived";
        }
    }

    @Test
    void inheritedMethodsAreFoundWithTheTypesOfTheClass() {
        server.io.of("/x").register(new Derived());
        var client = server.connect().join("/x");

        client.send(
                "2/x,1[\"greet\",\"you\"]",
                "2/x,2[\"default\"]",
                "2/x,3[\"typed\",{\"from\":\"a\",\"text\":\"b\"},{\"k\":{\"from\":\"c\",\"text\":\"d\"}}]",
                "2/x,4[\"overridden\"]",
                "2/x,5[\"private\"]",
                "2/x,6[\"static\"]");

        assertThat(client.received())
                .containsExactly(
                        "3/x,1[\"Hello you\"]",
                        "3/x,2[\"default\"]",
                        "3/x,3[\"Message[from=a, text=b]{k=Message[from=c, text=d]}\"]",
                        "3/x,4[\"derived\"]",
                        "3/x,5[\"private\"]",
                        "3/x,6[\"static\"]");
    }

    @Test
    void objectServesOneSocketAndIsRemovedFromIt() {
        var greeter = new Derived();
        server.io.onConnection(socket -> socket.register(greeter));
        var client = server.connect();

        client.send("21[\"greet\",\"you\"]");
        server.socket().off("greet", greeter);
        client.send("22[\"greet\",\"you\"]");

        assertThat(client.received()).containsExactly("31[\"Hello you\"]");
        var chat = new Chat();
        assertThatThrownBy(() -> server.socket().register(chat))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Chat.connected(Socket, Handshake, Namespace, SocketIoServer)")
                .hasMessageContaining("expected: register with the namespace");
    }

    private void assertRefused(Object handlers, String message) {
        assertThatThrownBy(() -> server.io.register(handlers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void methodsThatCannotBeWhatTheyAreMarkedAsAreRefusedAtRegistration() {
        assertRefused(new Object(), "java.lang.Object: no annotated method (expected: @OnConnect");
        assertRefused(
                new Object() {
                    @OnEvent("x")
                    String both(Ack ack) {
                        return "";
                    }
                },
                ".both(Ack): returns String and takes an Ack (expected: one of the two)");
        assertRefused(
                new Object() {
                    @OnConnect
                    void connected(DisconnectReason reason) {}
                },
                ".connected(DisconnectReason): parameter 1 is a DisconnectReason (expected: Socket, Handshake,");
        assertRefused(
                new Object() {
                    @OnDisconnect
                    String left() {
                        return "";
                    }
                },
                ".left(): returns String (expected: void)");
        assertRefused(
                new Object() {
                    @OnAny
                    void any(int event) {}
                },
                ".any(int): parameter 1 is a int (expected: String for the event's name,");
        assertRefused(
                new Object() {
                    @OnEvent("disconnect")
                    void left() {}
                },
                ".left(): \"disconnect\" is a reserved event name; use onDisconnect");
        assertRefused(
                new Object() {
                    @OnEvent({})
                    void none() {}
                },
                ".none(): @OnEvent without a name (expected: at least one)");
        assertRefused(
                new Object() {
                    @OnEvent("x")
                    void a() {}

                    @OnEvent("x")
                    void b() {}
                },
                ".b(): \"x\" is handled by ");
    }
}
