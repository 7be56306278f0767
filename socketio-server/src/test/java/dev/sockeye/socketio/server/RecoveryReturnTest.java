package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.ParserLimits;
import dev.sockeye.socketio.protocol.SocketRevision;
import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Ways back: past middlewares, from other lanes, in other encodings, after an end that was meant. */
class RecoveryReturnTest {
    private final List<String> told = new ArrayList<>();
    private @Nullable TestServer started;

    @AfterEach
    void close() {
        if (started != null) {
            started.close();
            assertThat(started.errors).isEmpty();
        }
    }

    private TestServer server(Consumer<RecoveryOptions.Builder> options) {
        var recovery = RecoveryOptions.builder();
        options.accept(recovery);
        return start(builder -> builder.connectionStateRecovery(recovery.build()));
    }

    private TestServer start(Consumer<SocketIoServerBuilder> options) {
        var server = new TestServer(options);
        started = server;
        return server;
    }

    @Test
    void aGhostOnAnotherLaneIsTakenOver() {
        var server = server(options -> {});
        server.io.onConnection(socket -> {
            told.add("connection " + socket.recovery());
            socket.onDisconnect(reason -> told.add(reason.text()));
        });
        var client = new RecoveringClient(server);
        client.socket().join("r");
        var ghost = client.client;
        server.io.to("r").emit("on the way");

        assertThat(client.comeBack(server.host.otherLane())).containsExactly("\"on the way\"", "connected");
        assertThat(ghost.closed()).isTrue();
        assertThat(told).containsExactly("connection NONE", "taken over", "connection RECOVERED");
        server.io.to("r").emit("live");
        assertThat(client.events()).containsExactly("\"live\"");
        assertThat(ghost.received()).doesNotContain("live");
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void aConnectionGivenUpBeforeTheGhostIsGoneGetsNoSocket() throws Exception {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var lane = CompletableFuture.runAsync(() -> server.host.lane().execute(() -> {
            busy.countDown();
            await().until(() -> release.getCount() == 0);
        }));
        busy.await();

        client.comeBack(server.host.otherLane());
        var givenUp = client.client;
        client.comeBack(server.host.otherLane());

        assertThat(givenUp.closed()).isTrue();
        release.countDown();
        lane.get(10, TimeUnit.SECONDS);
        assertThat(client.events()).containsExactly("connected");
        assertThat(client.socket().recovered()).isTrue();
        assertThat(server.io.sockets()).hasSize(1);
    }

    @Test
    void middlewaresSeeARecoveredSocketIfTheyAreNotSkipped() {
        var server = server(options -> options.skipMiddlewares(false));
        server.io.use(
                socket -> told.add(socket.recovered() + " " + socket.rooms().contains("r") + " " + socket.data()));
        var client = new RecoveringClient(server);
        client.socket().join("r");
        client.socket().data().put("k", 1);
        client.lose();
        server.io.to("r").emit("missed");

        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected");
        assertThat(told).containsExactly("false false {}", "true true {k=1}");
    }

    @Test
    void aMiddlewareThatRefusesLeavesTheSessionForTheNextTime() {
        var server = server(options -> options.skipMiddlewares(false));
        var refusing = new boolean[1];
        server.io.use(socket -> {
            if (refusing[0]) {
                throw new ConnectRefusedException("not now");
            }
        });
        var client = new RecoveringClient(server);
        client.lose();
        server.io.emit("missed");
        refusing[0] = true;
        assertThat(client.comeBack()).singleElement().asString().contains("not now");
        refusing[0] = false;

        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected");
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void aConnectionLostWhileMiddlewaresDecideLeavesTheSessionForTheNextTime() {
        var server = server(options -> options.skipMiddlewares(false));
        var answer = new ArrayList<CompletableFuture<Void>>();
        server.io.useAsync(socket -> {
            var stage = socket.recovered() && answer.isEmpty()
                    ? new CompletableFuture<Void>()
                    : CompletableFuture.<Void>completedFuture(null);
            answer.add(stage);
            return stage;
        });
        var client = new RecoveringClient(server);
        answer.clear();
        client.lose();
        server.io.emit("missed");
        assertThat(client.comeBack()).isEmpty();
        client.lose();
        answer.get(0).complete(null);

        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected");
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void whatMiddlewaresEmitComesBehindTheAnswerWhetherRecoveredOrNot() {
        var server = server(options -> options.skipMiddlewares(false));
        server.io.use(socket -> {
            socket.emit("hello", socket.recovered());
            socket.join("from middleware");
        });
        var client = new RecoveringClient(server);
        client.lose();
        server.io.emit("missed");

        assertThat(client.comeBack()).containsExactly("\"missed\"", "connected", "\"hello\",true");
        server.io.to("from middleware").emit("live");
        assertThat(client.events()).containsExactly("\"live\"");
        client.lose();
        assertThat(client.comeBack()).containsExactly("connected", "\"hello\",true");
    }

    @Test
    void whatAMiddlewareEmitsIsBounded() {
        var server = start(builder -> builder.connectionStateRecovery(RecoveryOptions.defaults())
                .engine(engine ->
                        engine.maxPendingBytes(50_000).highWaterMark(20_000).lowWaterMark(10_000)));
        var kept = new ArrayList<Socket>();
        server.io.useAsync(socket -> {
            kept.add(socket);
            return new CompletableFuture<>();
        });
        var client = server.open().send("0");
        for (var i = 0; i < 30; i++) {
            kept.get(0).emit("early", "x".repeat(1_000));
        }
        assertThat(client.closed()).isFalse();
        for (var i = 0; i < 30; i++) {
            kept.get(0).emit("early", "x".repeat(1_000));
        }

        assertThat(client.closed()).isTrue();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void whatARefusedSocketIsSentHarmsNobody() {
        var server = server(options -> {});
        var kept = new ArrayList<Socket>();
        server.io.use(socket -> {
            kept.add(socket);
            throw new ConnectRefusedException("no");
        });
        var client = server.open().send("0");
        for (var i = 0; i < 40; i++) {
            kept.get(0).emit("late", "x".repeat(1_000_000));
        }

        assertThat(client.closed()).isFalse();
        assertThat(client.received()).hasSize(1);
    }

    @Test
    void whoeverTheServerHasDisconnectedIsFresh() {
        var server = server(options -> {});
        for (var all : List.of(false, true)) {
            var client = new RecoveringClient(server);
            var before = client.sid;
            client.socket().disconnect(all);
            server.io.emit("missed");

            assertThat(client.comeBack()).containsExactly("connected");
            assertThat(client.socket().recovery()).isEqualTo(Recovery.ENDED);
            assertThat(client.sid).isNotEqualTo(before);
        }
    }

    @Test
    void aPrivateIdThatWasUsedTwiceBelongsToTheLastOne() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        client.lose();
        var one = server.open(server.host.otherLane());
        var other = server.open(server.host.otherLane());

        one.send("0" + client.auth());
        other.send("0" + client.auth());

        assertThat(one.closed()).isTrue();
        assertThat(server.io.sockets()).hasSize(1);
        assertThat(other.received()).singleElement().asString().contains(client.sid);
        server.io.emit("live");
        assertThat(other.received()).hasSize(1);
    }

    @Test
    void aSecondConnectBesideTheFirstClosesAsEver() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        client.lose();

        var twice = server.open().send("0" + client.auth(), "0" + client.auth());

        assertThat(twice.closed()).isTrue();
        client.comeBack();
        assertThat(client.socket().recovered()).isTrue();
    }

    @Test
    void clientsOfProtocol4SeeNothingOfIt() {
        var server = server(options -> {});
        var old = server.connect2x();
        assertThat(old.received()).containsExactly("0");
        var client = new RecoveringClient(server);

        server.io.emit("a", "text");
        server.io.asVolatile().emit("b", "text");
        for (var socket : server.io.sockets()) {
            socket.emit("c");
        }
        assertThat(old.received()).containsExactly("2[\"a\",\"text\"]", "2[\"b\",\"text\"]", "2[\"c\"]");
        assertThat(client.events()).containsExactly("\"a\",\"text\"", "\"b\",\"text\"", "\"c\"");

        old.leave();
        var again = server.connect2x("&pid=" + client.pid + "&offset=" + client.offset);
        assertThat(again.received()).containsExactly("0");
        assertThat(server.io.sockets()).hasSize(2).noneMatch(Socket::recovered);
    }

    @Test
    void volatileEventsOnTheWayAreNotRepeated() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        server.io.asVolatile().emit("v", "x");
        assertThat(client.client.received()).singleElement().asString().matches("2\\[\"v\",\"x\",\"[\\w-]{8}\\.0\"]");
        client.lose();
        server.io.asVolatile().emit("gone");
        server.io.emit("kept");

        assertThat(client.comeBack()).containsExactly("\"kept\"", "connected");
    }

    @Test
    void binaryEventsComeBackWhole() {
        var server = server(options -> {});
        var client = new RecoveringClient(server);
        client.lose();
        server.io.emit("file", new byte[] {1, 2, 3}, "name");

        var back = server.open().send("0" + client.auth()).received();
        assertThat(back).hasSize(3);
        assertThat(back.get(0)).startsWith("51-[\"file\",{\"_placeholder\":true,\"num\":0},\"name\",\"");
        assertThat(back.get(1)).isEqualTo("[3]");
        assertThat(back.get(2)).startsWith("0{");
    }

    @Test
    void messagePackIsRecoveredToo() {
        var parser = MessagePackParser.INSTANCE;
        var server = start(builder -> builder.parser(parser).connectionStateRecovery(RecoveryOptions.defaults()));
        var first = packed(server, Map.of());
        var ids = (Packet.Connect) packets(first).get(0);
        var pid = (String) map(ids.data()).get("pid");
        first.closeByClient(1006);
        server.io.emit("missed", 1, new byte[] {7});

        var second = packed(server, Map.of("pid", pid));
        var packets = packets(second);
        assertThat(packets).hasSize(2);
        assertThat(packets.get(0)).isInstanceOfSatisfying(Packet.Event.class, event -> {
            assertThat(event.name()).isEqualTo("missed");
            assertThat(event.arguments().size()).isEqualTo(3);
            assertThat((byte[]) event.arguments().get(1, byte[].class, JsonMapper.shared()))
                    .containsExactly(7);
            assertThat((String) event.arguments().get(2, String.class, JsonMapper.shared()))
                    .endsWith(".1");
        });
        assertThat(((Packet.Connect) packets.get(1)).data())
                .satisfies(data -> assertThat(map(data)).isEqualTo(map(ids.data())));
    }

    private static MemoryChannel packed(TestServer server, Map<String, String> auth) {
        var channel =
                server.host.webSocket("/socket.io/?EIO=4&transport=websocket").channel();
        channel.clear();
        var parser = MessagePackParser.INSTANCE;
        var connect = new Packet.Connect("/", parser.snapshot(JsonMapper.shared(), new Object[] {auth}));
        for (var message : parser.encode(connect, SocketRevision.V5)) {
            channel.receive(Frame.binary(message.data(), true));
        }
        return channel;
    }

    private static List<Packet> packets(MemoryChannel channel) {
        var decoder = MessagePackParser.INSTANCE.decoder(SocketRevision.V5, ParserLimits.DEFAULT);
        var packets = new ArrayList<Packet>();
        for (var batch : channel.batches()) {
            for (var frame : batch) {
                var packet = decoder.decode(Message.binary(frame.payload()));
                if (packet != null) {
                    packets.add(packet);
                }
            }
        }
        return packets;
    }

    private static Map<?, ?> map(Arguments data) {
        return (Map<?, ?>) Objects.requireNonNull(data.get(0, Map.class, JsonMapper.shared()));
    }
}
