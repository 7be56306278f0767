package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatchAllTest {
    private final TestServer server = new TestServer();
    private final List<String> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private EventHandler.Any any(String who) {
        return (event, args, ack) -> heard.add(who + ':' + event + args.list(String.class) + ack.wanted());
    }

    private EventHandler.Outgoing outgoing(String who) {
        return (event, args) -> heard.add(who + ':' + event + args.list(String.class));
    }

    @Test
    void incomingEventsAreSeenBeforeMiddlewaresAndHandlersWhoeverHandlesThem() {
        server.io.onConnection(socket -> socket.on("a", () -> heard.add("handler"))
                .use(packet -> heard.add("middleware"))
                .onAny(any("any")));
        var client = server.connect();

        client.send("2[\"a\",\"x\"]", "21[\"nobody\"]");

        assertThat(heard).containsExactly("any:a[x]false", "middleware", "handler", "any:nobody[]true", "middleware");
    }

    @Test
    void refusedEventsAreSeenTooAndMayBeAnsweredBeforeTheRefusal() {
        server.io.onConnection(
                socket -> socket.onAny((event, args, ack) -> ack.send(event)).use(packet -> {
                    throw new EventRefusedException("no");
                }));
        var client = server.connect();

        client.send("21[\"a\"]");

        assertThat(client.received()).containsExactly("31[\"a\"]");
    }

    @Test
    void incomingEventsOfProtocol4AreSeen() {
        server.io.onConnection(socket -> socket.onAny(any("any")));
        var client = server.connect2x();

        client.send("2[5,\"x\"]", "2[\"disconnect\"]");

        assertThat(heard).containsExactly("any:5[x]false");
    }

    @Test
    void listenersAreAddedInFrontAndRemoved() {
        var first = any("first");
        var second = any("second");
        var client = server.connect();
        var socket = server.socket();

        socket.onAny(second).prependAny(first).onAny(second);
        assertThat(socket.listenersAny()).containsExactly(first, second, second);
        client.send("2[\"a\"]");
        socket.offAny(second);
        assertThat(socket.listenersAny()).containsExactly(first, second);
        socket.offAny();
        assertThat(socket.listenersAny()).isEmpty();
        client.send("2[\"b\"]");

        assertThat(heard).containsExactly("first:a[]false", "second:a[]false", "second:a[]false");
    }

    @Test
    void outgoingEventsAreSeenOnceAndAcknowledgementsAreNot() {
        var client = server.connect();
        server.connect();
        var socket = server.io.sockets().stream().findFirst().orElseThrow();
        socket.join("room", "other");
        socket.onAnyOutgoing(outgoing("out")).on("ask", ack -> ack.send("answer"));

        socket.emit("direct", "x");
        socket.asVolatile().emit("volatile");
        socket.emitWithAck("asked", "y");
        server.io.to("room", "other").emit("broadcast", "z");
        socket.broadcast().emit("others");
        client.send("20[\"ask\"]");

        assertThat(heard).containsExactly("out:direct[x]", "out:volatile[]", "out:asked[y]", "out:broadcast[z]");
    }

    @Test
    void outgoingListenersAreAddedInFrontAndRemoved() {
        var first = outgoing("first");
        var second = outgoing("second");
        server.connect();
        var socket = server.socket();

        socket.onAnyOutgoing(second).prependAnyOutgoing(first).onAnyOutgoing(second);
        assertThat(socket.listenersAnyOutgoing()).containsExactly(first, second, second);
        socket.offAnyOutgoing(second).emit("a");
        socket.offAnyOutgoing().emit("b");

        assertThat(socket.listenersAnyOutgoing()).isEmpty();
        assertThat(heard).containsExactly("first:a[]", "second:a[]");
    }

    @Test
    void throwingListenersKeepNobodyFromTheEvent() {
        server.io.onConnection(socket -> socket.onAny((event, args, ack) -> {
                    throw new IllegalStateException("in");
                })
                .onAny((event, args, ack) -> args.get(0, int.class))
                .onAnyOutgoing((event, args) -> {
                    throw new IllegalStateException("out");
                })
                .on("a", () -> socket.emit("b")));
        var client = server.connect();

        client.send("2[\"a\"]");

        assertThat(client.received()).containsExactly("2[\"b\"]");
        assertThat(server.errors)
                .extracting(ServerError::kind)
                .containsExactly(
                        ServerError.Kind.EVENT_HANDLER, ServerError.Kind.BINDING, ServerError.Kind.EVENT_HANDLER);
    }

    @Test
    void slowOutgoingListenersMissEventsAndTheErrorHookIsTold() {
        var tasks = new ArrayList<Runnable>();
        try (var slow = new TestServer(builder -> builder.handlerExecutor(HandlerExecutor.of(tasks::add))
                .limits(new SocketIoLimits(100, 100, 10_000, 1_024, 10_000, 2, 4_000_000)))) {
            var client = slow.connect();
            slow.socket().onAnyOutgoing(outgoing("out"));

            for (var i = 0; i < 4; i++) {
                slow.io.emit("e" + i);
            }
            tasks.remove(0).run();
            slow.socket().emit("e4");
            tasks.forEach(Runnable::run);
            tasks.clear();

            assertThat(client.received()).hasSize(5);
            assertThat(heard).containsExactly("out:e0[]", "out:e1[]", "out:e4[]");
            assertThat(slow.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.EVENT_HANDLER);
            client.leave();
            tasks.forEach(Runnable::run);
        }
    }
}
