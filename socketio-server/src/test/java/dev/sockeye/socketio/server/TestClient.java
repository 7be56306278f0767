package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Is a client on a WebSocket in memory: the test writes its Socket.IO packets, without the {@code 4} of the engine. */
final class TestClient {
    final MemoryChannel channel;
    private int seen;

    TestClient(MemoryChannel channel) {
        this.channel = channel;
        soon(() -> !channel.texts().isEmpty());
        assertThat(channel.texts().get(0)).startsWith("0{");
        seen = 1;
    }

    /** Waits for what is mostly there already. */
    static void soon(BooleanSupplier there) {
        if (!there.getAsBoolean()) {
            await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(10)).until(there::getAsBoolean);
        }
    }

    /** Joins a namespace, and forgets what came back. */
    TestClient join(String namespace) {
        send(namespace.equals("/") ? "0" : "0" + namespace + ",");
        var before = seen;
        soon(() -> channel.texts().size() > before);
        assertThat(received()).first().asString().startsWith(namespace.equals("/") ? "0{" : "0" + namespace + ",{");
        return this;
    }

    /** Sends packets that arrive together. */
    TestClient send(String... packets) {
        var texts = new String[packets.length];
        for (var i = 0; i < packets.length; i++) {
            texts[i] = '4' + packets[i];
        }
        channel.receive(texts);
        return this;
    }

    /** Sends a text packet and an attachment that arrive together. */
    TestClient send(String packet, byte[] attachment) {
        channel.receive(Frame.text('4' + packet), Frame.binary(Bytes.wrap(attachment), true));
        return this;
    }

    /** Returns the packets that came since the last call; of a binary frame its length in brackets. */
    List<String> received() {
        var texts = channel.texts();
        var fresh = new ArrayList<String>();
        for (; seen < texts.size(); seen++) {
            var text = texts.get(seen);
            if (text.startsWith("4")) {
                fresh.add(text.substring(1));
            } else if (text.startsWith("[")) {
                fresh.add(text);
            }
        }
        return fresh;
    }

    void leave() {
        channel.closeByClient(1000);
    }

    boolean closed() {
        return channel.closed();
    }
}
