package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.server.adapter.Adapter;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import dev.sockeye.socketio.server.adapter.LocalNamespace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmptyNamespaceTest {
    // Names of namespaces: when an adapter is made, closed, asked to broadcast.
    private final List<String> made = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> broadcasts = new ArrayList<>();
    private final List<Object> heard = new ArrayList<>();
    private boolean broken;

    private final TestServer server = new TestServer(builder ->
            builder.cleanupEmptyChildNamespaces(true).maxChildNamespaces(2).adapter(this::adapter));
    private final ParentNamespace parent = server.io.of(Pattern.compile("/room-.*"));

    private Adapter adapter(LocalNamespace namespace) {
        made.add(namespace.name());
        var real = new InMemoryAdapter(namespace);
        return (Adapter) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Adapter.class}, (self, method, args) -> {
                    if (method.getName().equals("close")) {
                        closed.add(namespace.name());
                        if (broken) {
                            throw new IllegalStateException("broken");
                        }
                    } else if (method.getName().equals("broadcast")) {
                        assertThat(closed).doesNotContain(namespace.name());
                        broadcasts.add(namespace.name());
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(closed).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void childGoesWithItsLastSocketAndComesBackWithTheNextOne() {
        parent.onConnection(socket -> heard.add(socket.namespace()));
        var first = server.open().join("/room-1");
        var second = server.connect2x().send("0/room-1,");

        first.leave();
        assertThat(parent.children()).hasSize(1);
        second.send("1/room-1,");
        assertThat(parent.children()).isEmpty();
        assertThat(server.io.namespaces()).hasSize(1);
        assertThat(closed).containsExactly("/room-1");
        server.open().join("/room-1");

        assertThat(made).containsExactly("/", "/room-1", "/room-1");
        assertThat(heard)
                .hasSize(3)
                .last()
                .isSameAs(parent.children().iterator().next());
        assertThat(heard.get(0)).isNotSameAs(heard.get(2));
    }

    @Test
    void childGoesWhenItsOnlyClientIsRefused() {
        parent.use(socket -> {
            throw new ConnectRefusedException("no");
        });

        assertThat(server.open().send("0/room-1,").received()).containsExactly("4/room-1,{\"message\":\"no\"}");

        assertThat(parent.children()).isEmpty();
        assertThat(closed).containsExactly("/room-1");
    }

    @Test
    void childGoesWhenTheMiddlewareOfItsOnlyClientDoesNotAnswer() {
        parent.use((socket, next) -> {});
        server.open().send("0/room-1,");
        assertThat(parent.children()).hasSize(1);

        server.advance(Duration.ofSeconds(31));

        assertThat(parent.children()).isEmpty();
    }

    @Test
    void childGoesWhenItsOnlyClientLeavesBeforeTheMiddlewareHasAnswered() {
        List<Next> waiting = new ArrayList<>();
        parent.use((socket, next) -> waiting.add(next));
        server.open().send("0/room-1,").leave();

        assertThat(parent.children()).isEmpty();
        waiting.get(0).proceed();
        waiting.get(0).refuse(new ConnectRefusedException("late"));
        assertThat(closed).containsExactly("/room-1");
    }

    @Test
    void childStaysForAClientThatIsStillInMiddleware() {
        List<Next> waiting = new ArrayList<>();
        parent.use((socket, next) -> {
            if (socket.handshake().auth("wait").isPresent()) {
                waiting.add(next);
            } else {
                next.proceed();
            }
        });
        var first = server.open().join("/room-1");
        var second = server.open().send("0/room-1,{\"wait\":\"x\"}");

        first.leave();
        assertThat(closed).isEmpty();
        waiting.get(0).proceed();
        second.received();
        server.io.of("/room-1").emit("x");
        parent.emit("y");

        assertThat(second.received()).containsExactly("2/room-1,[\"x\"]", "2/room-1,[\"y\"]");
        second.leave();
        assertThat(parent.children()).isEmpty();
    }

    @Test
    void disconnectHandlersOfTheLastSocketStillReachTheAdapter() {
        parent.onConnection(socket -> {
            socket.onDisconnecting(reason -> socket.broadcast().emit("leaving"));
            socket.onDisconnect(reason -> socket.namespace().emit("left"));
        });

        server.open().join("/room-1").leave();

        assertThat(broadcasts).containsExactly("/room-1", "/room-1");
        assertThat(closed).containsExactly("/room-1");
    }

    @Test
    void goneChildrenMakeRoomForOthers() {
        var first = server.open().join("/room-1");
        server.open().join("/room-2");
        var client = server.open().send("0/room-3,");
        assertThat(client.received()).containsExactly("4/room-3,{\"message\":\"Too many namespaces\"}");

        first.leave();

        client.join("/room-3");
        assertThat(parent.children()).hasSize(2);
    }

    @Test
    void namespacesThatAreNoChildrenStay() {
        server.io.of("/static");

        server.open().join("/static").leave();
        server.connect().leave();

        assertThat(server.io.namespaces()).hasSize(2);
        assertThat(closed).isEmpty();
    }

    @Test
    void namedChildGoesLikeTheOthers() {
        var child = server.io.of("/room-1");
        assertThat(parent.children()).containsExactly(child);

        server.open().join("/room-1").leave();

        assertThat(parent.children()).isEmpty();
        assertThat(server.io.of("/room-1")).isNotSameAs(child);
    }

    @Test
    void adapterThatCannotBeClosedIsReported() {
        broken = true;
        var client = server.open().join("/room-1");

        client.leave();

        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.ADAPTER);
        assertThat(parent.children()).isEmpty();
        broken = false;
    }

    @Test
    void childIsNotLostWhereTheClientLeavesBeforeItIsIntroduced() {
        var answer = new CompletableFuture<Boolean>();
        var other = server.io.ofAsync((name, handshake) -> answer);
        List<TestClient> clients = new ArrayList<>();
        server.io.onNewNamespace(namespace -> clients.forEach(TestClient::leave));
        clients.add(server.open().send("0/x,"));

        answer.complete(true);

        assertThat(other.children()).isEmpty();
        assertThat(closed).containsExactly("/x");
    }

    @Test
    void childrenStayUnlessTheOptionSaysOtherwise() {
        try (var official = new TestServer()) {
            var children = official.io.of(Pattern.compile("/room-.*"));

            official.open().join("/room-1").leave();

            assertThat(children.children()).hasSize(1);
            assertThat(official.io.options().cleanupEmptyChildNamespaces()).isFalse();
            assertThat(official.io.options().maxChildNamespaces()).isEqualTo(10_000);
        }
    }
}
