package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.server.adapter.RoomListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastAckTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersOfAllReceiversComeWithTheirIds() {
        var first = server.connect();
        var firstId = server.socket().id();
        var second = server.connect();
        var third = server.connect2x();
        third.received();

        var acks = server.io.emitWithAck("ask", 1);
        assertThat(first.received()).containsExactly("20[\"ask\",1]");
        first.send("30[\"one\",\"dropped\"]");
        second.send("30[]");
        assertThat(acks).isNotDone();
        third.send("30[3]");

        var result = acks.join();
        assertThat(result.complete()).isTrue();
        assertThat(result.timedOut()).isFalse();
        assertThat(result.expected()).isEqualTo(3);
        assertThat(result.responses())
                .extracting(response -> response.args().size())
                .containsExactly(1, 0, 1);
        assertThat(result.responses().get(0).socketId()).contains(firstId);
        assertThat(result.orThrow()).hasSize(3);
    }

    @Test
    void timeoutKeepsWhatCame() throws Exception {
        var first = server.connect();
        var second = server.connect();

        var acks = server.io.timeout(SHORT).emitWithAck("ask");
        first.send("30[\"one\"]");

        var result = acks.get(10, TimeUnit.SECONDS);
        assertThat(result.complete()).isFalse();
        assertThat(result.timedOut()).isTrue();
        assertThat(result.missing()).isEqualTo(1);
        assertThat(result.values(String.class)).containsExactly("one");
        assertThatThrownBy(result::orThrow)
                .isInstanceOfSatisfying(
                        BroadcastAckException.class, e -> assertThat(e.acks()).isEqualTo(result));
        second.send("30[\"late\"]");
        assertThat(second.closed()).isFalse();
    }

    @Test
    void receiverThatLeavesIsMissedAtOnce() {
        var first = server.connect();
        var second = server.connect();

        var acks = server.io.timeout(LONG).emitWithAck("ask");
        second.leave();
        first.send("30[1]");

        assertThat(acks).isDone();
        assertThat(acks.join().missing()).isEqualTo(1);
        assertThat(acks.join().timedOut()).isFalse();
        assertThat(acks.join().values(int.class)).containsExactly(1);
    }

    @Test
    void nobodyAnswersAtOnce() {
        server.connect();

        assertThat(server.io.to("nowhere").emitWithAck("ask").join().complete()).isTrue();
        assertThat(server.io.of("/empty").emitWithAck("ask").join().responses()).isEmpty();
    }

    @Test
    void remoteSocketPresentsALocalOne() throws Exception {
        var client = server.connect();
        server.connect();
        var socket = server.io.sockets().stream()
                .filter(each -> each.rooms().size() == 1)
                .findFirst()
                .orElseThrow();
        socket.data().put("name", "bob");
        socket.data().put("lock", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        });
        socket.join("room");

        var found = server.io.in("room").fetchSockets().join();

        assertThat(found).hasSize(1);
        var remote = found.get(0);
        assertThat(remote.id()).isEqualTo(socket.id());
        assertThat(remote.rooms()).containsExactlyInAnyOrder(socket.id(), "room");
        assertThat(remote.data("name", String.class)).contains("bob");
        assertThat(remote.handshake().url()).isEqualTo(socket.handshake().url());
        assertThat(remote.handshake().issued()).isEqualTo(socket.handshake().issued());
        assertThat(remote.handshake().time()).endsWith("GMT+0000 (Coordinated Universal Time)");

        remote.join("more").toCompletableFuture().join();
        assertThat(socket.rooms()).contains("more");
        remote.leave("room", "more");
        assertThat(socket.rooms()).containsExactly(socket.id());
        assertThatThrownBy(() -> remote.timeout(SHORT).emitWithAck("ask").get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckTimeoutException.class);
        remote.disconnect(true);
        assertThat(socket.connected()).isFalse();
        assertThatThrownBy(() -> remote.timeout(LONG).emitWithAck("ask").join())
                .hasCauseInstanceOf(AckDisconnectedException.class);
        assertThat(client).isNotNull();
    }

    @Test
    void socketsAreMovedAndDisconnectedByTheirRooms() {
        var first = server.connect();
        var one = server.socket();
        one.join("a");
        var second = server.connect();

        server.io.in("a").socketsJoin("b", "c");
        assertThat(one.rooms()).containsExactly(one.id(), "a", "b", "c");
        server.io.in("b").socketsLeave("a", "b");
        assertThat(one.rooms()).containsExactly(one.id(), "c");
        assertThat(server.io.in("c").socketIds().join()).containsExactly(one.id());
        assertThat(server.io.except("c").socketIds().join()).hasSize(1).doesNotContain(one.id());

        server.io.in("c").disconnectSockets();
        assertThat(first.received()).containsExactly("1");
        server.io.disconnectSockets(true);
        assertThat(second.closed()).isTrue();
        assertThat(server.io.sockets()).isEmpty();
    }

    @Test
    void oneNodeHasNobodyToTalkTo() {
        assertThat(server.io.serverSideEmitWithAck("x").join().complete()).isTrue();
        assertThat(server.io.serverSideEmit("x", 1).toCompletableFuture()).isCompleted();
        for (var name : List.of("connect", "connection", "new_namespace")) {
            assertThatThrownBy(() -> server.io.serverSideEmit(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> server.io.of("/").onServerSide(name, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void textOfTheAnswersTellsNoId() {
        var client = server.connect2x();
        client.received();

        var acks = server.io.timeout(Duration.ofSeconds(1)).emitWithAck("x");
        client.send("30[]");

        assertThat(acks.join().responses()).hasSize(1);
        assertThat(acks.join().toString()).doesNotContain(server.socket().id());
    }

    @Test
    void ownRoomIsNotLeftWithAllOthers() {
        var deleted = new ArrayList<String>();
        server.io.of("/").onRooms(new RoomListener() {
            @Override
            public void onDelete(String room) {
                deleted.add(room);
            }
        });
        var client = server.connect();
        var socket = server.socket();
        socket.join("a", "b");

        socket.leaveAll();

        assertThat(deleted).containsExactly("a", "b");
        assertThat(socket.rooms()).containsExactly(socket.id());
        client.leave();
        assertThat(deleted).containsExactly("a", "b", socket.id());
    }

    @Test
    void listenerHearsOfRoomsFromConnectionToEnd() {
        var heard = new ArrayList<String>();
        server.io.of("/").onRooms(new RoomListener() {
            @Override
            public void onCreate(String room) {
                heard.add("create " + room);
            }

            @Override
            public void onJoin(String room, String socketId) {
                heard.add("join " + room);
            }

            @Override
            public void onLeave(String room, String socketId) {
                heard.add("leave " + room);
            }

            @Override
            public void onDelete(String room) {
                heard.add("delete " + room);
            }
        });
        server.io.onConnection(socket -> socket.join("a"));

        var client = server.connect();
        var id = server.socket().id();
        client.leave();

        assertThat(heard)
                .containsExactly(
                        "create " + id,
                        "join " + id,
                        "create a",
                        "join a",
                        "leave a",
                        "delete a",
                        "leave " + id,
                        "delete " + id);
    }
}
