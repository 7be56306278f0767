package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.JsonPacketParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.SocketRevision;
import dev.sockeye.socketio.server.adapter.InMemoryAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BroadcastTest {
    private final CountingParser parser = new CountingParser();
    private final TestServer server = new TestServer(
            builder -> builder.parser(parser).limits(new SocketIoLimits(100, 100, 5, 20, 10_000, 1_000, 4_000_000)));
    private final List<Socket> sockets = new ArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();

    @BeforeEach
    void connect() {
        server.io.onConnection(sockets::add);
        clients.add(server.connect());
        clients.add(server.connect());
        clients.add(server.connect2x());
        clients.get(2).received();
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(((InMemoryAdapter) server.io.root().adapter()).roomCount()).isZero();
    }

    /** Counts what is encoded; the rest is the parser that it wraps. */
    private static final class CountingParser implements Parser {
        private int encoded;

        @Override
        public Arguments snapshot(JsonMapper mapper, @Nullable Object[] values) {
            return JsonPacketParser.INSTANCE.snapshot(mapper, values);
        }

        @Override
        public List<Message> encode(Packet packet, SocketRevision revision) {
            encoded++;
            return JsonPacketParser.INSTANCE.encode(packet, revision);
        }

        @Override
        public Decoder decoder(SocketRevision revision, ParserLimits limits) {
            return JsonPacketParser.INSTANCE.decoder(revision, limits);
        }
    }

    private List<Integer> receivers(String packet) {
        var receivers = new ArrayList<Integer>();
        for (var i = 0; i < clients.size(); i++) {
            var received = clients.get(i).received();
            if (!received.isEmpty()) {
                assertThat(received).containsExactly(packet);
                receivers.add(i);
            }
        }
        return receivers;
    }

    @Test
    void everybodyGetsWhatTheServerEmits() {
        server.io.emit("x", 1);

        assertThat(receivers("2[\"x\",1]")).containsExactly(0, 1, 2);
    }

    @Test
    void broadcastIsEncodedOncePerRevision() {
        parser.encoded = 0;

        server.io.emit("x");

        assertThat(parser.encoded).isEqualTo(2);
        assertThat(clients.get(0).channel.batches())
                .last()
                .satisfies(batch -> assertThat(batch.get(0))
                        .isSameAs(clients.get(1)
                                .channel
                                .batches()
                                .get(clients.get(1).channel.batches().size() - 1)
                                .get(0)));
    }

    @Test
    void broadcastToNobodyEncodesNothing() {
        parser.encoded = 0;

        server.io.to("nowhere").emit("x");
        server.io.of("/empty").emit("x");

        assertThat(parser.encoded).isZero();
    }

    @Test
    void senderIsLeftOut() {
        sockets.get(0).broadcast().emit("x");

        assertThat(receivers("2[\"x\"]")).containsExactly(1, 2);
    }

    @Test
    void roomsAreUnitedWithoutRepetition() {
        sockets.get(0).join("a", "b");
        sockets.get(1).join("b");

        server.io.to("a").to("b").emit("x");
        assertThat(receivers("2[\"x\"]")).containsExactly(0, 1);
        server.io.in("a", "b", sockets.get(0).id(), sockets.get(2).id()).emit("y");
        assertThat(receivers("2[\"y\"]")).containsExactly(0, 1, 2);
        sockets.get(0).to("a", "b").emit("z");
        assertThat(receivers("2[\"z\"]")).containsExactly(1);
    }

    @Test
    void membersOfExceptedRoomsAreLeftOut() {
        sockets.get(0).join("a", "b");
        sockets.get(1).join("b");

        server.io.except("a").emit("x");
        assertThat(receivers("2[\"x\"]")).containsExactly(1, 2);
        server.io.to("b").except("a").emit("y");
        assertThat(receivers("2[\"y\"]")).containsExactly(1);
        server.io.except(sockets.get(2).id(), "none").emit("z");
        assertThat(receivers("2[\"z\"]")).containsExactly(0, 1);
        sockets.get(2).except("a").emit("w");
        assertThat(receivers("2[\"w\"]")).containsExactly(1);
    }

    @Test
    void idIsARoom() {
        server.io.to(sockets.get(1).id()).emit("x");

        assertThat(receivers("2[\"x\"]")).containsExactly(1);
    }

    @Test
    void anotherSocketsIdMayBeJoinedAsARoom() {
        sockets.get(0).join(sockets.get(1).id());

        server.io.to(sockets.get(1).id()).emit("x");

        assertThat(receivers("2[\"x\"]")).containsExactly(0, 1);
    }

    @Test
    void operatorsDoNotChange() {
        var all = server.io.local();
        sockets.get(0).join("a");

        all.to("a").except("b").compress(false);
        all.emit("x");

        assertThat(receivers("2[\"x\"]")).containsExactly(0, 1, 2);
    }

    @Test
    void roomsAreThoseJoinedAndTheSocketsOwn() {
        var socket = sockets.get(0);
        socket.join("a", "b");
        socket.join("a");
        assertThat(socket.rooms()).containsExactly(socket.id(), "a", "b");

        socket.leave("a");
        socket.leave("never");
        assertThat(socket.rooms()).containsExactly(socket.id(), "b");

        socket.leaveAll();
        assertThat(socket.rooms()).containsExactly(socket.id());
        server.io.to("a", "b").emit("x");
        assertThat(receivers("")).isEmpty();
    }

    @Test
    void roomsAreThoseOfOneNamespace() {
        server.io.of("/chat").onConnection(socket -> socket.join("a"));
        clients.get(0).join("/chat");

        server.io.to("a").emit("x");
        assertThat(receivers("")).isEmpty();
        server.io.of("/chat").to("a").emit("y");
        assertThat(receivers("2/chat,[\"y\"]")).containsExactly(0);
    }

    @Test
    void tooManyRoomsAreTheCallersError() {
        sockets.get(0).join("1", "2", "3", "4", "5");
        sockets.get(0).join("1");

        assertThatThrownBy(() -> sockets.get(0).join("6")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sockets.get(1).join("1", "2", "3", "4", "5", "6"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(sockets.get(0).rooms()).hasSize(6);
        assertThat(sockets.get(1).rooms()).hasSize(1);
    }

    @Test
    void tooLongANameIsTheCallersError() {
        sockets.get(0).join("x".repeat(20));

        assertThatThrownBy(() -> sockets.get(0).join("x".repeat(21))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emissionsOfOneThreadArriveInOrder() {
        sockets.get(0).join("a");
        for (var i = 0; i < 5; i++) {
            server.io.emit("x", 3 * i);
            sockets.get(0).emit("x", 3 * i + 1);
            server.io.to("a").emit("x", 3 * i + 2);
        }

        var expected = new ArrayList<String>();
        for (var i = 0; i < 15; i++) {
            expected.add("2[\"x\"," + i + "]");
        }
        assertThat(clients.get(0).received()).isEqualTo(expected);
    }

    @Test
    void broadcastReachesOtherLanes() {
        var elsewhere = server.open(server.host.otherLane()).join("/");

        server.io.emit("x");

        assertThat(elsewhere.received()).containsExactly("2[\"x\"]");
        assertThat(receivers("2[\"x\"]")).containsExactly(0, 1, 2);
        assertThat(server.io.lanes().size()).isEqualTo(2);
    }

    @Test
    void binaryReachesBothRevisions() {
        server.io.emit("x", new byte[] {1, 2});

        for (var client : clients) {
            assertThat(client.received()).first().isEqualTo("51-[\"x\",{\"_placeholder\":true,\"num\":0}]");
        }
        assertThat(clients.get(0).channel.lastPayload().toByteArray()).containsExactly(1, 2);
        assertThat(clients.get(2).channel.lastPayload().toByteArray()).containsExactly(4, 1, 2);
    }

    @Test
    void volatileIsDroppedForThoseWhoCannotTakeIt() {
        clients.get(0).channel.stall();
        sockets.get(0).emit("stalled");
        clients.get(0).received();

        server.io.asVolatile().emit("x", new byte[1]);
        sockets.get(0).asVolatile().emit("y");
        sockets.get(1).asVolatile().emit("y");
        clients.get(0).channel.unstall();
        sockets.get(0).asVolatile().emit("z");

        assertThat(clients.get(0).received()).containsExactly("2[\"z\"]");
        assertThat(clients.get(1).received())
                .containsExactly("51-[\"x\",{\"_placeholder\":true,\"num\":0}]", "[1]", "2[\"y\"]");
        assertThat(clients.get(2).received()).hasSize(2);
    }

    @Test
    void whatOneTurnEmitsVolatileIsOneBatch() {
        sockets.get(0).on("burst", () -> {
            for (var i = 0; i < 3; i++) {
                sockets.get(0).asVolatile().emit("x", i);
            }
        });

        clients.get(0).send("2[\"burst\"]");

        assertThat(clients.get(0).received()).containsExactly("2[\"x\",0]", "2[\"x\",1]", "2[\"x\",2]");
    }

    @Test
    void compressionIsChosenForOneEmission() {
        sockets.get(0).compress(false).emit("x");
        server.io.compress(false).emit("y");
        sockets.get(0).emit("z");

        var batches = clients.get(0).channel.batches();
        assertThat(batches.subList(batches.size() - 3, batches.size()))
                .extracting(batch -> batch.get(0).compress())
                .containsExactly(false, false, true);
    }
}
