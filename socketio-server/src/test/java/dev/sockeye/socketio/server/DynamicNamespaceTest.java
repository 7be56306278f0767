package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamicNamespaceTest {
    private static final String INVALID = "{\"message\":\"Invalid namespace\"}";

    private final TestServer server = new TestServer(builder -> builder.maxChildNamespaces(5));
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void patternMakesTheNamespaceThatAClientAsksFor() {
        var parent = server.io.of(Pattern.compile("/room-\\d+"));
        parent.onConnection(socket -> heard.add(socket.namespace().name()));

        server.open().join("/room-1");
        server.open().join("/room-2");
        server.open().join("/room-2");

        assertThat(heard).containsExactly("/room-1", "/room-2", "/room-2");
        assertThat(parent.children()).extracting(Namespace::name).containsExactlyInAnyOrder("/room-1", "/room-2");
        assertThat(server.io.namespaces()).hasSize(3);
        assertThat(server.io.of("/room-2").sockets()).hasSize(2);
        assertThat(parent).hasToString("ParentNamespace[2]").returns(server.io, ParentNamespace::server);
    }

    @Test
    void patternMustMatchTheWholeName() {
        server.io.of(Pattern.compile("/room-\\d+"));
        server.io.of(Pattern.compile("^/anchored-\\d+$"));

        var client = server.open().send("0/room-1x,", "0/a/room-1,", "0/anchored-1\n,");

        assertThat(client.received())
                .containsExactly("4/room-1x," + INVALID, "4/a/room-1," + INVALID, "4/anchored-1\n," + INVALID);
        server.open().join("/anchored-1");
    }

    @Test
    void matcherSeesNameAndCredentials() {
        server.io
                .of((name, handshake) -> {
                    heard.add(name);
                    return handshake.auth("token").equals(java.util.Optional.of("x"));
                })
                .onConnection(socket -> heard.add(socket.handshake().auth("token")));

        var client = server.open().send("0/a,{\"token\":\"y\"}");
        assertThat(client.received()).containsExactly("4/a," + INVALID);
        client.send("0/a,{\"token\":\"x\"}");

        assertThat(client.received()).hasSize(1).first().asString().startsWith("0/a,{");
        assertThat(heard).containsExactly("/a", "/a", java.util.Optional.of("x"));
    }

    @Test
    void matcherSeesTheNamespacesQueryOfProtocol4() {
        server.io.of((name, handshake) -> {
            heard.add(name);
            heard.add(handshake.query().get("a"));
            return handshake.auth("token").equals(java.util.Optional.of("x y"));
        });

        var client = server.connect2x("&a=1").send("0/b?token=z,").send("0/b?token=x%20y,");

        assertThat(client.received()).containsExactly("0", "4/b,\"Invalid namespace\"", "0/b,");
        assertThat(heard).containsExactly("/b", "1", "/b", "1");
        assertThat(server.io.of("/b").sockets().iterator().next().handshake().query())
                .containsEntry("token", "x y");
    }

    @Test
    void parentsAreAskedInOrderUntilOneSaysYes() {
        var no = server.io.of((name, handshake) -> !heard.add("first"));
        var yes = server.io.of((name, handshake) -> heard.add("second"));
        server.io.of((name, handshake) -> heard.add("third"));

        server.open().join("/a");
        server.open().join("/a");

        assertThat(heard).containsExactly("first", "second");
        assertThat(no.children()).isEmpty();
        assertThat(yes.children()).hasSize(1);
    }

    @Test
    @SuppressWarnings("NullAway") // One of them answers with what it must not.
    void failingMatcherMeansNoAndIsReported() {
        server.io.of((name, handshake) -> {
            throw new java.io.IOException("secret");
        });
        server.io.ofAsync((name, handshake) -> {
            throw new IllegalStateException("secret");
        });
        server.io.ofAsync((name, handshake) -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
        server.io.ofAsync((name, handshake) -> CompletableFuture.completedFuture(null));

        var client = server.open().send("0/a,");

        assertThat(client.received()).containsExactly("4/a," + INVALID);
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsExactly(ServerError.Kind.MATCHER, ServerError.Kind.MATCHER, ServerError.Kind.MATCHER);
        assertThat(server.errors.get(0).cause()).isInstanceOf(java.io.IOException.class);
        assertThat(server.errors.get(2).cause()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void matcherMayAnswerLater() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        server.io.ofAsync((name, handshake) -> {
            var answer = new CompletableFuture<Boolean>();
            answers.add(answer);
            return answer;
        });
        var yes = server.open().send("0/a,");
        var no = server.open().send("0/b,");
        assertThat(yes.received()).isEmpty();

        answers.get(0).complete(true);
        answers.get(1).complete(false);

        assertThat(yes.received()).hasSize(1).first().asString().startsWith("0/a,{");
        assertThat(no.received()).containsExactly("4/b," + INVALID);
    }

    @Test
    void clientsThatComeAtTheSameTimeShareTheChild() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        var parent = server.io.ofAsync((name, handshake) -> {
            var answer = new CompletableFuture<Boolean>();
            answers.add(answer);
            return answer;
        });
        server.open().send("0/a,");
        server.open().send("0/a,");
        assertThat(answers).hasSize(2);

        answers.get(1).complete(true);
        answers.get(0).complete(false);

        assertThat(parent.children()).hasSize(1);
        assertThat(parent.children().iterator().next().sockets()).hasSize(2);
    }

    @Test
    void matcherThatAnswersAfterTheClientHasLeftMakesNothing() {
        var answer = new CompletableFuture<Boolean>();
        var parent = server.io.ofAsync((name, handshake) -> answer);
        server.open().send("0/a,").leave();

        answer.complete(true);
        answer.complete(true);

        assertThat(parent.children()).isEmpty();
    }

    @Test
    void matcherThatDoesNotAnswerRefuses() {
        var answer = new CompletableFuture<Boolean>();
        var parent = server.io.ofAsync((name, handshake) -> answer);
        var client = server.connect().send("0/a,");

        server.advance(Duration.ofMillis(29_900));
        assertThat(client.received()).isEmpty();
        server.advance(Duration.ofMillis(200));

        assertThat(client.received()).containsExactly("4/a,{\"message\":\"Timed out\"}");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.MATCHER);
        answer.complete(true);
        assertThat(client.received()).isEmpty();
        assertThat(parent.children()).isEmpty();
        client.join("/a");
    }

    @Test
    void secondConnectWhileAMatcherThinksClosesTheConnection() {
        server.io.ofAsync((name, handshake) -> new CompletableFuture<>());

        assertThat(server.open().send("0/a,", "0/a,").closed()).isTrue();
        assertThat(server.connect2x().send("0/a,", "0/a,").closed()).isFalse();
    }

    @Test
    void whatIsAddedToTheParentActsOnItsChildrenBeforeTheirOwn() {
        var parent = server.io.of(Pattern.compile("/room-.*"));
        server.open().join("/room-1");
        var child = server.io.of("/room-1");
        child.use(socket -> heard.add("child's middleware"));
        child.onConnection(socket -> heard.add("child's handler"));
        parent.use(socket -> heard.add("first"))
                .use((socket, next) -> {
                    heard.add("second");
                    next.proceed();
                })
                .useAsync(socket -> {
                    heard.add("third");
                    return CompletableFuture.completedFuture(null);
                })
                .onConnection(socket -> heard.add("handler"));

        server.open().join("/room-1");
        assertThat(heard)
                .containsExactly("first", "second", "third", "child's middleware", "handler", "child's handler");
        heard.clear();
        server.open().join("/room-2");

        assertThat(heard).containsExactly("first", "second", "third", "handler");
    }

    @Test
    void whatIsEmittedToTheParentReachesAllChildrenOfBothProtocols() {
        var parent = server.io.of(Pattern.compile("/room-.*"));
        parent.onConnection(socket -> socket.join("x"));
        var one = server.open().join("/room-1");
        var two = server.connect2x().send("0/room-2,");
        two.received();
        var other = server.connect();

        parent.emit("all", 1);
        parent.to("x").emit("x", 2);
        parent.to("y").emit("y", 3);

        assertThat(one.received()).containsExactly("2/room-1,[\"all\",1]", "2/room-1,[\"x\",2]");
        assertThat(two.received()).containsExactly("2/room-2,[\"all\",1]", "2/room-2,[\"x\",2]");
        assertThat(other.received()).isEmpty();
    }

    @Test
    void namedNamespaceThatAPatternMatchesIsAChild() {
        server.io.of("/room-static");
        var parent = server.io.of(Pattern.compile("/room-.*"));
        server.io.of((name, handshake) -> true);

        assertThat(parent.children()).isEmpty();
        assertThat(parent.children()).doesNotContain(server.io.of("/room-static"));
        assertThat(parent.children()).doesNotContain(server.io.of("/other"));
        var child = server.io.of("/room-1");
        assertThat(parent.children()).containsExactly(child);
        assertThat(server.io.of("/room-1")).isSameAs(child);
    }

    @Test
    void clientsMakeNoMoreChildrenThanAllowed() {
        var parent = server.io.of((name, handshake) -> true);
        for (var i = 0; i < 5; i++) {
            server.open().join("/n" + i);
        }

        var client = server.open().send("0/n5,");

        assertThat(client.received()).containsExactly("4/n5,{\"message\":\"Too many namespaces\"}");
        assertThat(parent.children()).hasSize(5);
        client.join("/n4");
        assertThatThrownBy(() -> SocketIoServer.builder().maxChildNamespaces(0))
                .hasMessage("maxChildNamespaces: 0 (expected: > 0)");
    }

    @Test
    void searchesCountAsNamespacesOfTheConnection() {
        server.io.ofAsync((name, handshake) -> new CompletableFuture<>());
        var client = server.open();
        for (var i = 0; i < 101; i++) {
            client.send("0/n" + i + ",");
        }

        assertThat(client.received()).containsExactly("4/n100,{\"message\":\"Too many namespaces\"}");
    }

    @Test
    void nameWithACommaIsNotOffered() {
        assertThat(server.io.namespaceTable().makeable("/a")).isFalse();
        server.io.of((name, handshake) -> true);

        assertThat(server.io.namespaceTable().makeable("/a")).isTrue();
        assertThat(server.io.namespaceTable().makeable("/a,b")).isFalse();
    }

    @Test
    void newNamespacesAreTold() {
        server.io.onNewNamespace(namespace -> heard.add(namespace.name()));
        server.io.of(Pattern.compile("/room-.*"));

        server.io.of("/a");
        server.io.of("/a");
        server.io.of("/");
        server.open().join("/room-1");
        server.open().join("/room-1");

        assertThat(heard).containsExactly("/a", "/room-1");
    }

    @Test
    void whatAHandlerOfNewNamespacesAddsActsOnTheFirstClient() {
        server.io.onNewNamespace(namespace -> {
            throw new IllegalStateException("secret");
        });
        server.io.onNewNamespace(namespace -> namespace.use(socket -> {
            throw new ConnectRefusedException("closed");
        }));
        server.io.of(Pattern.compile("/room-.*"));

        assertThat(server.open().send("0/room-1,").received()).containsExactly("4/room-1,{\"message\":\"closed\"}");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.NAMESPACE_HANDLER);
    }

    @Test
    void adapterThatCannotBeMadeRefuses() {
        try (var broken = new TestServer(builder -> builder.adapter(namespace -> {
            if (namespace.name().startsWith("/room")) {
                throw new IllegalStateException("secret");
            }
            return new dev.sockeye.socketio.server.adapter.InMemoryAdapter(namespace);
        }))) {
            broken.io.of(Pattern.compile("/.*"));

            assertThat(broken.open().send("0/room-1,").received())
                    .containsExactly("4/room-1,{\"message\":\"Internal server error\"}");
            assertThat(broken.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.ADAPTER);
            assertThat(broken.io.namespaces()).hasSize(1);
            broken.open().join("/other");
        }
    }
}
