package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.socketio.events.Ack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DisconnectTest {
    private final TestServer server = new TestServer();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        server.io.onConnection(socket -> {
            socket.on("x", String.class, text -> heard.add(text));
            socket.onDisconnecting(reason -> heard.add("disconnecting: " + reason));
            socket.onDisconnect(reason -> heard.add(reason.text()));
        });
        server.io.of("/chat").onConnection(socket -> socket.onDisconnect(reason -> heard.add("chat: " + reason)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void clientLeaves() {
        var client = server.connect().join("/chat").send("1");

        assertThat(heard).containsExactly("disconnecting: client namespace disconnect", "client namespace disconnect");
        assertThat(client.received()).isEmpty();
        assertThat(client.closed()).isFalse();
        assertThat(server.io.of("/chat").sockets()).hasSize(1);
    }

    @Test
    void serverTakesOneNamespaceAway() {
        var client = server.connect().join("/chat");
        var socket = server.socket();

        socket.emit("bye");
        socket.disconnect();
        socket.emit("too late");
        socket.disconnect();

        assertThat(socket.connected()).isFalse();
        assertThat(client.received()).containsExactly("2[\"bye\"]", "1");
        assertThat(heard).containsExactly("disconnecting: server namespace disconnect", "server namespace disconnect");
        assertThat(client.closed()).isFalse();
    }

    @Test
    void serverTakesEverythingAway() {
        var client = server.connect().join("/chat");

        server.io.of("/chat").sockets().iterator().next().disconnect(true);

        assertThat(client.received()).containsExactly("1", "1/chat,");
        assertThat(heard)
                .containsExactly(
                        "disconnecting: server namespace disconnect",
                        "server namespace disconnect",
                        "chat: server namespace disconnect");
        assertThat(client.closed()).isTrue();
    }

    @Test
    void clientClosesTheConnection() {
        server.connect().join("/chat").leave();

        assertThat(heard).contains("transport close", "chat: transport close");
    }

    @Test
    void connectionBreaksARule() {
        server.connect().channel.violate(1009);

        assertThat(heard).contains("transport error");
    }

    @Test
    void heartbeatStops() {
        server.connect();

        server.advance(Duration.ofSeconds(46));

        assertThat(heard).contains("ping timeout");
    }

    @Test
    void engineIsClosedByTheApplication() {
        var client = server.connect();
        var socket = server.socket();

        socket.emit("last");
        socket.conn().close();

        assertThat(client.received()).containsExactly("2[\"last\"]");
        assertThat(client.closed()).isTrue();
        assertThat(heard).contains("forced close");
    }

    @Test
    void slowReceiverIsClosedWithItsOwnReason() {
        var client = server.connect();
        client.channel.stall();

        for (var i = 0; i < 20; i++) {
            server.io.emit("x", "y".repeat(1_000_000));
        }

        assertThat(heard).contains("slow consumer");
    }

    @Test
    void shutdownTellsTheHandlersAndSendsNoDisconnect() {
        var client = server.connect();

        server.close();

        assertThat(client.received()).isEmpty();
        assertThat(client.channel.closeCode()).isEqualTo(1001);
        assertThat(heard).contains("server shutting down");
        assertThat(server.io.close()).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    void shutdownDisconnectsForGoodWhereAskedTo() {
        var thorough = new TestServer(builder -> builder.disconnectOnClose(true));
        var client = thorough.connect();

        thorough.close();

        assertThat(client.received()).containsExactly("1");
    }

    @Test
    void handlersSeeWhatWasThereWhileDisconnecting() {
        server.io.of("/room").onConnection(socket -> {
            socket.join("a");
            socket.onDisconnecting(reason ->
                    heard.add(socket.connected() + " " + (socket.rooms().size() - 1)));
            socket.onDisconnect(reason ->
                    heard.add(socket.connected() + " " + socket.rooms().size()));
        });
        server.open().join("/room").leave();

        assertThat(heard).containsExactly("true 1", "false 0");
    }

    @Test
    void socketIsOutOfItsRoomsAndNamespaceWhenHandlersAreTold() {
        List<Integer> sizes = new ArrayList<>();
        server.io.onConnection(socket -> {
            socket.join("a");
            socket.onDisconnecting(reason -> {
                sizes.add(server.io.sockets().size());
                server.io.to("a").emit("gone");
            });
        });
        var other = server.connect();

        server.connect().leave();

        assertThat(sizes).containsExactly(1);
        assertThat(other.received()).containsExactly("2[\"gone\"]");
    }

    @Test
    void eventsThatCameBeforeAreHandledBefore() {
        server.connect().send("2[\"x\",\"1\"]", "2[\"x\",\"2\"]", "1");

        assertThat(heard).startsWith("1", "2", "disconnecting: client namespace disconnect");
    }

    @Test
    void noEventIsHandledAfterTheServersDisconnect() {
        server.io.onConnection(socket -> socket.on("end", () -> socket.disconnect()));

        server.connect().send("2[\"x\",\"1\"]", "2[\"end\"]", "2[\"x\",\"2\"]");

        assertThat(heard)
                .containsExactly("1", "disconnecting: server namespace disconnect", "server namespace disconnect");
    }

    @Test
    void joiningAfterTheEndDoesNothing() {
        var client = server.connect();
        var socket = server.socket();
        client.leave();

        socket.join("ghost");
        socket.leave("ghost");

        assertThat(socket.rooms()).isEmpty();
        assertThat(server.io.root().adapter().rooms(socket)).isEmpty();
    }

    @Test
    void answerAfterTheEndDoesNothing() {
        List<Ack> acks = new ArrayList<>();
        server.io.onConnection(socket -> socket.on("ask", ack -> acks.add(ack)));
        var client = server.connect().send("21[\"ask\"]", "1", "0");
        client.received();

        acks.get(0).send("late");

        assertThat(client.received()).isEmpty();
    }

    @Test
    void throwingHandlerDoesNotKeepTheOthersFromKnowing() {
        server.io.onConnection(socket -> {
            socket.onDisconnecting(reason -> {
                throw new IllegalStateException();
            });
            socket.onDisconnect(reason -> heard.add("second"));
        });

        server.connect().leave();

        assertThat(heard).contains("transport close", "second");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.DISCONNECT_HANDLER);
    }

    @Test
    void socketTakenOffByAHandlerOfTheSameEndIsToldOnce() {
        var client = server.connect().join("/chat");
        var other = server.io.of("/chat").sockets().iterator().next();
        server.socket().onDisconnect(reason -> other.disconnect());

        client.leave();

        assertThat(heard)
                .containsExactly(
                        "disconnecting: transport close", "transport close", "chat: server namespace disconnect");
    }

    @Test
    void eachReasonHasItsOfficialText() {
        for (var reason : CloseReason.values()) {
            assertThat(DisconnectReason.of(reason).text()).isEqualTo(reason.text());
        }
        assertThat(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT).hasToString("client namespace disconnect");
    }

    @Test
    void violationWithoutAPollPendingIsAForcedServerClose() {
        var sid = server.host
                .get("/socket.io/?EIO=4&transport=polling")
                .text()
                .replaceAll(".*\"sid\":\"([^\"]+).*", "$1");
        server.host.post("/socket.io/?EIO=4&transport=polling&sid=" + sid, "40");

        server.host.post("/socket.io/?EIO=4&transport=polling&sid=" + sid, "40");

        // The first poll was never sent, so that nothing could be told.
        assertThat(heard).contains("forced server close");
    }

    @Test
    void descriptionSaysMoreWhereThereIsMore() {
        List<String> told = new ArrayList<>();
        server.io.onConnection(socket -> socket.onDisconnecting(
                        (reason, description) -> told.add(reason + ": " + description.orElse("-")))
                .onDisconnect((reason, description) -> told.add(reason + ": " + description.orElse("-"))));

        server.connect().leave();
        server.connect().send("2/secret,[\"x\"]");
        server.connect().send("2{\"secret\"");

        assertThat(told)
                .containsExactly(
                        "transport close: -",
                        "transport close: -",
                        "forced close: a packet for a namespace that was not joined",
                        "forced close: a packet for a namespace that was not joined",
                        "forced close: invalid packet",
                        "forced close: invalid packet");
    }
}
