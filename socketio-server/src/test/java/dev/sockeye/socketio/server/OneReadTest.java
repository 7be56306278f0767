package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what arrives together, where handlers run on the lane: within one read they may do anything to the connection. */
class OneReadTest {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String SEPARATOR = "\u001e";

    private final TestServer server = new TestServer();
    private final List<Object> heard = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    private void hearing(String namespace) {
        server.io
                .of(namespace)
                .onConnection(socket -> socket.on("x", int.class, (n, ack) -> {
                    heard.add(namespace + n);
                    ack.send(n);
                }));
    }

    private String polling() {
        var open = server.host.get(POLLING).text();
        var session = POLLING + "&sid=" + open.split("\"", 5)[3];
        server.host.post(session, "40");
        assertThat(server.host.get(session).text()).startsWith("40{");
        return session;
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/never,[\"x\",2]", "2["})
    void whatCameBeforeAViolationIsAnswered(String violation) {
        hearing("/");
        var client = server.connect();

        client.send("20[\"x\",1]", violation);

        assertThat(heard).containsExactly("/1");
        assertThat(client.received()).containsExactly("30[1]");
        assertThat(client.channel.closeCode()).isNotZero();
    }

    @Test
    void answersToOneRequestLeaveInOnePoll() {
        hearing("/");
        server.io.onConnection(socket -> socket.emitWithAck("ask"));
        var session = polling();
        var poll = server.host.get(session);

        server.host.post(session, String.join(SEPARATOR, "421[\"x\",1]", "430[]", "422[\"x\",2]"));

        assertThat(poll.text()).isEqualTo("431[1]" + SEPARATOR + "432[2]");
    }

    @Test
    void eventBeforeTheFarewellOfAPollingClientIsHandledAtOnce() {
        hearing("/");
        var session = polling();

        server.host.post(session, String.join(SEPARATOR, "42[\"x\",1]", "1"));

        assertThat(heard).containsExactly("/1");
    }

    @Test
    void nothingIsLeftBehindByAHandlerThatEndsTheConnection() {
        hearing("/");
        hearing("/chat");
        server.io.onConnection(socket -> socket.on("leave", () -> socket.disconnect(true)));
        var client = server.connect().join("/chat");
        var other = server.connect();

        client.send("2[\"leave\"]", "2/chat,[\"x\",1]");
        assertThat(client.channel.closeCode()).isNotZero();
        other.send("20[\"x\",2]");

        assertThat(heard).containsExactly("/2");
        assertThat(other.received()).containsExactly("30[2]");
    }

    @Test
    void eventsOfSeveralNamespacesGoToTheirOwn() {
        List.of("/", "/a", "/b").forEach(this::hearing);
        var first = server.connect().join("/a").join("/b");
        var second = server.connect().join("/a");

        first.send("2[\"x\",1]", "2/a,[\"x\",2]", "2/a,[\"x\",3]", "2[\"x\",4]", "2/b,[\"x\",5]");
        second.send("2/a,[\"x\",6]");

        assertThat(heard).containsExactly("/1", "/a2", "/a3", "/4", "/b5", "/a6");
    }

    @Test
    void answerAndFarewellAreHandledBetweenTheEventsAroundThem() {
        hearing("/");
        hearing("/chat");
        server.io.onConnection(socket -> {
            socket.onDisconnect(reason -> heard.add(reason.text()));
            socket.emitWithAck("ask").thenAccept(answer -> heard.add(answer.get(0, String.class)));
        });
        var client = server.connect().join("/chat");

        client.send("2[\"x\",1]", "30[\"answer\"]", "2[\"x\",2]", "1", "2/chat,[\"x\",3]");

        assertThat(heard).containsExactly("/1", "answer", "/2", "client namespace disconnect", "/chat3");
    }

    @Test
    void moreEventsThanMayWaitAreHandledInTheirOrder() {
        hearing("/");
        var client = server.connect();

        client.send(
                IntStream.range(0, 3_000).mapToObj(n -> "2[\"x\"," + n + "]").toArray(String[]::new));

        assertThat(heard)
                .containsExactlyElementsOf(
                        IntStream.range(0, 3_000).mapToObj(n -> "/" + n).toList());
        assertThat(client.channel.isReading()).isTrue();
        client.send("20[\"x\",3000]");
        assertThat(client.received()).containsExactly("30[3000]");
    }
}
