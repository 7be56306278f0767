package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.events.EventHandler;
import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ListenerTest {
    private final Bed bed = new Bed();
    private final List<String> seen = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    @Test
    void listenersToAllEventsComeFirst() {
        var socket = bed.connected();
        EventHandler.Any second = (event, args, ack) -> seen.add("second " + event + args.size());
        socket.on("x", () -> seen.add("handler"));
        socket.onAny(second);
        socket.prependAny((event, args, ack) -> seen.add("first " + event));
        bed.engine().receive("2[\"x\",1]", "2[\"unhandled\"]");
        assertThat(seen).containsExactly("first x", "second x1", "handler", "first unhandled", "second unhandled0");
        seen.clear();

        assertThat(socket.listenersAny()).hasSize(3);
        socket.offAny(second);
        assertThat(socket.listenersAny()).hasSize(2);
        socket.offAny();
        bed.engine().receive("2[\"x\"]");
        assertThat(seen).containsExactly("handler");
    }

    @Test
    void listenersToWhatIsSentSeeItWhenItLeaves() {
        var socket = bed.socket();
        socket.onAnyOutgoing((event, args) -> seen.add(event + args.get(0, int.class)));
        socket.emit("early", 1);
        assertThat(seen).isEmpty();
        bed.engine().join();
        assertThat(seen).containsExactly("early1");
        socket.emit("now", 2);
        assertThat(seen).containsExactly("early1", "now2");

        socket.onRequest("q", () -> 1);
        bed.engine().receive("21[\"q\"]");
        assertThat(seen).hasSize(2);
        socket.offAnyOutgoing();
        socket.emit("unseen", 3);
        assertThat(seen).hasSize(2);
    }

    @Test
    void handlersAreCalledOnceOrUntilTheyAreRemoved() {
        var socket = bed.connected();
        EventHandler.Zero handler = () -> seen.add("on");
        socket.on("x", handler);
        socket.once("x", () -> seen.add("once"));
        bed.engine().receive("2[\"x\"]", "2[\"x\"]");
        socket.off("x", handler);
        bed.engine().receive("2[\"x\"]");

        assertThat(seen).containsExactly("on", "once", "on");
        assertThat(socket.hasListeners("x")).isFalse();
    }

    @Test
    void handlersStayWhenTheConnectionIsLost() {
        var socket = bed.connected();
        socket.on("x", () -> seen.add("x"));
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        bed.seconds(1);
        bed.engine().join().receive("2[\"x\"]");
        assertThat(seen).containsExactly("x");
    }

    @Test
    void listenersOfTheLifeCanBeRemoved() {
        var socket = bed.socket();
        Runnable listener = () -> seen.add("connect");
        socket.onConnect(listener);
        socket.offListener(listener);
        bed.engine().join();
        assertThat(seen).isEmpty();
    }

    @Test
    void whatAListenerThrowsEndsNothing() {
        var socket = bed.socket();
        var errors = new ArrayList<ClientError>();
        socket.onError(error -> {
            errors.add(error);
            throw new IllegalStateException("again");
        });
        socket.onConnect(() -> {
            throw new IllegalStateException("connect");
        });
        socket.onAny((event, args, ack) -> {
            throw new IllegalStateException("any");
        });
        socket.on("x", () -> seen.add("x"));
        bed.engine().join().receive("2[\"x\"]");

        assertThat(seen).containsExactly("x");
        assertThat(errors).extracting(error -> error.cause().getMessage()).containsExactly("connect", "any");
    }

    @Test
    void eventsThatWereThereWhenTheApplicationLeftAreNotHandled() {
        var socket = bed.connected();
        socket.on("x", () -> {
            seen.add("x");
            socket.disconnect();
        });
        bed.engine().receive("2[\"x\"]", "2[\"x\"]");
        assertThat(seen).containsExactly("x");

        socket.connect();
        bed.engine().join().receive("2[\"x\"]");
        assertThat(seen).containsExactly("x", "x");
    }

    @Test
    void aManagerShowsPingsAndPackets() {
        var socket = bed.connected();
        socket.io().onPing(() -> seen.add("ping"));
        socket.io().onPacket(packet -> {
            if (packet instanceof Packet.Event event) {
                seen.add("packet " + event.name());
            }
        });
        bed.engine().ping();
        bed.engine().receive("2[\"x\"]");

        assertThat(seen).containsExactly("ping", "packet x");
    }
}
