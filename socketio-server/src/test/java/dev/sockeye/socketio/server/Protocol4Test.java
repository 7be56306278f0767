package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Protocol4Test {
    private final TestServer server =
            new TestServer(builder -> builder.engine(engine -> engine.pingTimeout(Duration.ofSeconds(5))));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void connectPacketRidesWithTheHandshake() {
        server.io.onConnection(socket -> socket.emit("later"));

        var answer = server.host.get("/socket.io/?EIO=3&transport=polling");

        assertThat(answer.text())
                .matches("96:0\\{\"sid\":\"[\\w-]{20}\",\"upgrades\":\\[\"websocket\"],"
                        + "\"pingInterval\":25000,\"pingTimeout\":5000}2:40");
    }

    @Test
    void connectPacketComesLaterWhereThereIsMiddleware() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next));

        var client = server.connect2x();
        assertThat(client.received()).isEmpty();
        waiting.get(0).proceed();

        assertThat(client.received()).containsExactly("0");
    }

    @Test
    void idsAreMadeOfTheSessionsId() {
        server.io.of("/chat");
        var client = server.connect2x().send("0/chat,");

        assertThat(client.received()).containsExactly("0", "0/chat,");
        var id = server.socket().id();
        assertThat(client.channel.texts().get(0)).contains(id);
        assertThat(server.io.of("/chat").socket("/chat#" + id)).isPresent();
    }

    @Test
    void queryOfTheNamespaceIsReadAndNotSentBack() {
        server.io.of("/chat");
        var client = server.connect2x("&a=1&b=2").send("0/chat?token=a%20b&b=3,");

        assertThat(client.received()).containsExactly("0", "0/chat,");
        var handshake = server.io.of("/chat").sockets().iterator().next().handshake();
        assertThat(handshake.query())
                .containsEntry("a", "1")
                .containsEntry("b", "3")
                .containsEntry("token", "a b");
        assertThat(handshake.auth().toString()).isEqualTo("{\"token\":\"a b\",\"b\":\"3\"}");
        assertThat(server.socket().handshake().auth().toString()).isEqualTo("{}");
    }

    @Test
    void namespacesWaitForTheMainOneAndKeepTheirQuery() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next));
        server.io.of("/chat");
        var client = server.connect2x().send("0/chat?token=abc,", "0/other,");
        assertThat(client.received()).isEmpty();

        waiting.get(0).proceed();

        assertThat(client.received()).containsExactly("0", "0/chat,", "4/other,\"Invalid namespace\"");
        assertThat(server.io.of("/chat").sockets().iterator().next().handshake().auth("token"))
                .contains("abc");
    }

    @Test
    void nothingConnectsWhereTheMainNamespaceRefuses() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next));
        server.io.of("/chat");
        var client = server.connect2x().send("0/chat?a=b,", "0/other,");
        assertThat(client.received()).isEmpty();

        waiting.get(0).refuse(new ConnectRefusedException("nope"));

        assertThat(client.received()).containsExactly("4\"nope\"", "4/chat,\"nope\"", "4/other,\"nope\"");
        assertThat(client.send("0/chat,").received()).containsExactly("4/chat,\"nope\"");
        server.advance(Duration.ofSeconds(29));
        client.channel.receive("2");
        server.advance(Duration.ofSeconds(17));
        assertThat(client.closed()).isTrue();
    }

    @Test
    void namespacesWaitForTheMainOneAgainWhereItIsTriedAgain() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next));
        server.io.of("/chat");
        var client = server.connect2x();
        waiting.get(0).refuse(new ConnectRefusedException("nope"));
        client.received();

        client.send("0", "0/chat,");
        assertThat(client.received()).isEmpty();
        waiting.get(1).proceed();

        assertThat(client.received()).containsExactly("0", "0/chat,");
    }

    @Test
    void namespacesThatWaitAreRefusedWhereTheMainOneNeverAnswers() {
        server.io.use((socket, next) -> {});
        server.io.of("/chat");
        var client = server.connect2x().send("0/chat,");

        server.advance(Duration.ofSeconds(29));
        client.channel.receive("2");
        server.advance(Duration.ofSeconds(2));

        assertThat(client.received()).containsExactly("4\"Timed out\"", "4/chat,\"Timed out\"");
    }

    @Test
    void refusalsOfThoseThatWaitEndTheConnectionOfWhoWantsTooMany() {
        List<Next> waiting = new ArrayList<>();
        server.io.use((socket, next) -> waiting.add(next));
        var client = server.connect2x();
        for (var i = 0; i < 99; i++) {
            client.send("0/n" + i + ",");
        }
        waiting.get(0).refuse(new ConnectRefusedException("nope"));
        assertThat(client.closed()).isFalse();

        client.send("0");
        client.send("0/more,");
        waiting.get(1).proceed();

        assertThat(client.closed()).isTrue();
        assertThat(server.io.namespaces())
                .allMatch(namespace -> namespace.sockets().isEmpty());
    }

    @Test
    void refusalIsTheDataOrElseTheMessage() {
        server.io.of("/plain").use(socket -> {
            throw new ConnectRefusedException("plain");
        });
        server.io.of("/data").use(socket -> {
            throw new ConnectRefusedException("message", List.of(1, 2));
        });

        var client = server.connect2x().send("0/plain,", "0/data,", "0/none,");

        assertThat(client.received())
                .startsWith("0")
                .containsExactlyInAnyOrder("0", "4/plain,\"plain\"", "4/data,[1,2]", "4/none,\"Invalid namespace\"");
    }

    @Test
    void packetsForUnknownNamespacesAreIgnored() {
        var client = server.connect2x().send("2/chat,[\"x\"]", "3/chat,1[]", "1/chat,", "4\"error\"");

        assertThat(client.closed()).isFalse();
    }

    @Test
    void secondConnectIsIgnored() {
        var client = server.connect2x().send("0", "0/?a=b,");

        assertThat(client.received()).containsExactly("0");
        assertThat(client.closed()).isFalse();
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void reservedNameIsNoWayToSpoofADisconnect() {
        List<String> heard = new ArrayList<>();
        server.io.onConnection(socket ->
                socket.on("error", () -> heard.add("error")).onDisconnect(reason -> heard.add(reason.text())));

        server.connect2x().send("2[\"error\"]", "2[\"disconnect\",\"ping timeout\"]");

        assertThat(heard).startsWith("error").doesNotContain("ping timeout");
    }

    @Test
    void brokenPacketClosesTheConnection() {
        assertThat(server.connect2x().send("2{").closed()).isTrue();
    }

    @Test
    void eventsAndAcknowledgementsGoBothWays() {
        server.io.onConnection(socket -> {
            socket.on("add", int.class, int.class, (a, b, ack) -> ack.send(a + b));
            socket.emit("hello", "a", 1.5, new byte[] {1, 2});
        });
        var client = server.connect2x().send("27[\"add\",2,3]");

        assertThat(client.received())
                .containsExactly("0", "51-[\"hello\",\"a\",1.5,{\"_placeholder\":true,\"num\":0}]", "[3]", "37[5]");
    }
}
