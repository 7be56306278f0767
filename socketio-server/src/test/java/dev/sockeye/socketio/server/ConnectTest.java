package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.server.TrustedProxies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void clientIsInNoNamespaceBeforeItAsks() {
        var client = server.open();

        assertThat(client.received()).isEmpty();
        assertThat(server.io.sockets()).isEmpty();
    }

    @Test
    void connectIsAnsweredWithAnIdOfItsOwn() {
        var client = server.open().send("0");

        var socket = server.socket();
        assertThat(client.received()).containsExactly("0{\"sid\":\"" + socket.id() + "\"}");
        assertThat(socket.id()).matches("[A-Za-z0-9_-]{20}");
        assertThat(client.channel.texts().get(0)).doesNotContain(socket.id());
    }

    @Test
    void eachNamespaceHasItsOwnId() {
        server.io.of("chat");
        var client = server.connect().send("0/chat,");

        var other = server.io.of("/chat").sockets().iterator().next();
        assertThat(client.received()).containsExactly("0/chat,{\"sid\":\"" + other.id() + "\"}");
        assertThat(other.id()).isNotEqualTo(server.socket().id());
        assertThat(other.namespace().name()).isEqualTo("/chat");
    }

    @Test
    void unknownNamespaceIsRefusedAndNothingElseHappens() {
        var client = server.connect().send("0/nope,");

        assertThat(client.received()).containsExactly("4/nope,{\"message\":\"Invalid namespace\"}");
        assertThat(client.closed()).isFalse();
        assertThat(server.io.namespaces()).hasSize(1);
    }

    @Test
    void queryIsAPartOfTheNameInProtocol5() {
        server.io.of("/chat");

        assertThat(server.connect().send("0/chat?x=1,").received())
                .containsExactly("4/chat?x=1,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    void authIsWhatTheClientSent() {
        record Credentials(String token, int level) {}
        server.open().send("0{\"token\":\"abc\",\"level\":3}");

        var handshake = server.socket().handshake();
        assertThat(handshake.auth().toString()).isEqualTo("{\"token\":\"abc\",\"level\":3}");
        assertThat(handshake.auth("token")).contains("abc");
        assertThat(handshake.auth("level")).contains("3");
        assertThat(handshake.auth("other")).isEmpty();
        assertThat(handshake.auth(Credentials.class)).isEqualTo(new Credentials("abc", 3));
    }

    @Test
    void authIsAnEmptyObjectWhereNothingWasSent() {
        server.connect();

        assertThat(server.socket().handshake().auth().toString()).isEqualTo("{}");
        assertThat(server.socket().handshake().auth("token")).isEmpty();
    }

    @Test
    void handshakeTellsOfTheRequest() {
        var target = "/socket.io/?EIO=4&transport=websocket&a=b%20c";
        new TestClient(server.host
                        .webSocket(target, "Origin", "http://localhost:3000", "X-Custom", "1")
                        .channel())
                .join("/");

        var handshake = server.socket().handshake();
        assertThat(handshake.url()).isEqualTo(target);
        assertThat(handshake.query()).containsEntry("a", "b c").containsEntry("EIO", "4");
        assertThat(handshake.headers().first("x-custom")).contains("1");
        assertThat(handshake.xdomain()).isTrue();
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(Duration.between(handshake.issued(), java.time.Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(handshake.toString()).doesNotContain("b%20c");
    }

    @Test
    void handshakeSeesTheClientThroughTrustedProxies() {
        try (var trusting =
                new TestServer(builder -> builder.engine(engine -> engine.trustedProxies(TrustedProxies.loopback())))) {
            for (var peer : new TestServer[] {server, trusting}) {
                new TestClient(peer.host
                                .webSocket(
                                        "/socket.io/?EIO=4&transport=websocket",
                                        "X-Forwarded-For",
                                        "192.0.2.7",
                                        "X-Forwarded-Proto",
                                        "https")
                                .channel())
                        .join("/");
            }
            var doubting = server.socket().handshake();
            var believing = trusting.socket().handshake();

            assertThat(doubting.client().address().isLoopbackAddress()).isTrue();
            assertThat(doubting.secure()).isFalse();
            assertThat(believing.client().address().getHostAddress()).isEqualTo("192.0.2.7");
            assertThat(believing.address().getAddress().isLoopbackAddress()).isTrue();
            assertThat(believing.secure()).isTrue();
        }
    }

    @Test
    void whatTheConnectionHandlerEmitsFollowsTheAnswer() {
        server.io.onConnection(socket -> socket.emit("hello", socket.rooms().size()));

        var received = server.open().send("0").received();

        assertThat(received).hasSize(2);
        assertThat(received.get(0)).startsWith("0{");
        assertThat(received.get(1)).isEqualTo("2[\"hello\",1]");
    }

    @Test
    void eventsThatArriveWithTheConnectFindTheirHandlers() {
        List<String> heard = new ArrayList<>();
        server.io.onConnection(socket -> socket.on("x", String.class, text -> heard.add(text)));

        server.open().send("0", "2[\"x\",\"first\"]", "2[\"x\",\"second\"]");

        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void secondConnectClosesTheConnectionAndMakesNoSecondSocket() {
        List<DisconnectReason> reasons = new ArrayList<>();
        server.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
        var client = server.connect().send("0");

        assertThat(client.closed()).isTrue();
        assertThat(reasons).containsExactly(DisconnectReason.FORCED_CLOSE);
    }

    @Test
    void packetForANamespaceThatWasNotJoinedClosesTheConnection() {
        server.io.of("/chat");

        assertThat(server.open().send("2[\"x\"]").closed()).isTrue();
        assertThat(server.connect().send("2/chat,[\"x\"]").closed()).isTrue();
        assertThat(server.connect().send("3/chat,1[\"x\"]").closed()).isTrue();
        assertThat(server.connect().send("1/chat,").closed()).isTrue();
    }

    @Test
    void connectErrorFromAClientClosesTheConnection() {
        assertThat(server.connect().send("4{\"message\":\"x\"}").closed()).isTrue();
    }

    @Test
    void brokenPacketClosesTheConnectionOnce() {
        List<DisconnectReason> reasons = new ArrayList<>();
        server.io.onConnection(socket -> socket.onDisconnect(reason -> reasons.add(reason)));
        List<String> heard = new ArrayList<>();
        server.io.onConnection(socket -> socket.on("x", () -> heard.add("x")));

        var client = server.connect().send("2[\"x\"]", "2{", "2[\"x\"]", "9", "2[\"x\"]");

        assertThat(client.closed()).isTrue();
        assertThat(reasons).containsExactly(DisconnectReason.FORCED_CLOSE);
        assertThat(heard).hasSize(1);
    }

    @Test
    void reservedNameFromAClientClosesTheConnection() {
        assertThat(server.connect().send("2[\"disconnect\"]").closed()).isTrue();
    }

    @Test
    void textAmongAttachmentsClosesTheConnection() {
        assertThat(server.connect()
                        .send("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "2[\"x\"]")
                        .closed())
                .isTrue();
    }

    @Test
    void clientThatLeftMayComeBack() {
        var client = server.connect().send("1");
        assertThat(server.io.sockets()).isEmpty();

        client.send("0");

        assertThat(client.received()).hasSize(1);
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void packetAfterLeavingClosesTheConnection() {
        assertThat(server.connect().send("1", "2[\"x\"]").closed()).isTrue();
    }

    @Test
    void packetThatCrossesADisconnectOfTheServerIsDropped() {
        var client = server.connect();
        server.socket().disconnect();

        client.send("2[\"x\"]", "1", "0");

        assertThat(client.closed()).isFalse();
        assertThat(client.received()).hasSize(2).first().isEqualTo("1");
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void connectionWithoutNamespaceIsClosedInTime() {
        var idle = server.open();
        var refused = server.open().send("0/nope,");
        var joined = server.connect();

        server.advance(Duration.ofMillis(44_900));
        assertThat(idle.closed()).isFalse();
        pong(idle, refused, joined);
        server.advance(Duration.ofMillis(200));

        assertThat(idle.closed()).isTrue();
        assertThat(refused.closed()).isTrue();
        assertThat(joined.closed()).isFalse();
    }

    private void pong(TestClient... clients) {
        for (var client : clients) {
            client.channel.receive("3");
        }
    }

    @Test
    void hundredthNamespaceIsJoinedAndTheNextOneRefused() {
        for (var i = 0; i < 101; i++) {
            server.io.of("/n" + i);
        }
        var client = server.open();
        for (var i = 0; i < 100; i++) {
            client.send("0/n" + i + ",");
        }
        assertThat(client.received()).hasSize(100).allMatch(text -> text.startsWith("0/n"));

        client.send("0/n100,");

        assertThat(client.received()).containsExactly("4/n100,{\"message\":\"Too many namespaces\"}");
        assertThat(client.closed()).isFalse();
    }

    @Test
    void hundredFailedConnectsAreBorneAndTheNextOneClosesTheConnection() {
        var client = server.connect();
        for (var i = 0; i < 100; i++) {
            client.send("0/nope" + i + ",");
        }
        assertThat(client.closed()).isFalse();

        client.send("0/nope,");

        assertThat(client.closed()).isTrue();
    }

    @Test
    void nameOfANamespaceMustBeOneThatAClientCanSend() {
        assertThat(server.io.of("chat")).isSameAs(server.io.of("/chat"));
        assertThatThrownBy(() -> server.io.of("/a,b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.io.of("/" + "x".repeat(512))).isInstanceOf(IllegalArgumentException.class);
    }
}
