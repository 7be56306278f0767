package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.ConnectionError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerListenerTest {
    private final List<String> heard = new ArrayList<>();
    private final TestServer server = new TestServer(builder -> builder.listener(new Recorder()));

    @AfterEach
    void close() {
        server.close();
    }

    private final class Recorder implements ServerListener {
        @Override
        public void sessionOpened(Conn conn) {
            heard.add("opened " + conn.transport() + " " + conn.revision());
        }

        @Override
        public void sessionClosed(Conn conn, CloseReason reason, Optional<String> description, Duration age) {
            heard.add("closed " + reason
                    + description.map(text -> " (" + text + ")").orElse("") + " " + age);
        }

        @Override
        public void requestRefused(ConnectionError error) {
            heard.add("refused " + error.code() + " " + error.context());
        }

        @Override
        public void upgraded(Conn conn) {
            heard.add("upgraded to " + conn.transport());
        }

        @Override
        public void upgradeFailed(Conn conn, String reason) {
            heard.add("upgrade failed: " + reason);
        }

        @Override
        public void socketConnected(Socket socket) {
            heard.add("connected " + socket.namespace().name());
        }

        @Override
        public void socketRefused(Socket socket, ConnectRefusedException refusal) {
            heard.add("refused " + refusal.message());
        }

        @Override
        public void socketDisconnected(Socket socket, DisconnectReason reason) {
            heard.add("disconnected " + reason);
        }

        @Override
        public void eventHandled(Socket socket, String event, EventOutcome outcome, long nanos) {
            heard.add(event + " " + outcome + (nanos >= 0 ? "" : " before it began"));
        }

        @Override
        public void acknowledged(Socket socket, String event, AckOutcome outcome, long nanos) {
            heard.add("ack of " + event + " " + outcome + " "
                    + Duration.ofNanos(nanos).toMillis() + " ms");
        }
    }

    @Test
    void sessionsAndSocketsAreTold() {
        var client = server.connect();
        server.advance(Duration.ofSeconds(3));
        client.leave();

        assertThat(heard)
                .containsExactly(
                        "opened websocket V4",
                        "connected /",
                        "disconnected transport close",
                        "closed TRANSPORT_CLOSE PT3S");
    }

    @Test
    void oldClientsAreToldAlike() {
        server.connect2x().leave();

        assertThat(heard).startsWith("opened websocket V3", "connected /").contains("disconnected transport close");
    }

    @Test
    void refusalsAreTold() {
        server.io.use(socket -> {
            throw new ConnectRefusedException("no");
        });

        server.host.get("/socket.io/?EIO=4&transport=carrier-pigeon");
        server.open().send("0");

        assertThat(heard)
                .containsSubsequence("refused 0 {transport=carrier-pigeon}", "opened websocket V4", "refused no");
    }

    @Test
    void upgradesAreTold() {
        var open = server.host.get("/socket.io/?EIO=4&transport=polling").text();
        var sid = open.substring(open.indexOf("sid\":\"") + 6, open.indexOf("\",\"up"));
        var target = "/socket.io/?EIO=4&transport=websocket&sid=" + sid;

        server.host.webSocket(target).channel().closeByClient(1000);
        var channel = server.host.webSocket(target).channel();
        channel.receive("2probe");
        channel.receive("5");

        assertThat(heard)
                .containsExactly("opened polling V4", "upgrade failed: connection closed", "upgraded to websocket");
    }

    @Test
    void eventsAreToldByNamesThatTheApplicationKnows() {
        server.io.onConnection(socket -> socket.on("good", () -> {})
                .on("bad", () -> {
                    throw new IllegalStateException("as it should");
                })
                .on("number", int.class, n -> {}));
        var client = server.connect();
        heard.clear();

        client.send("2[\"good\"]", "2[\"bad\"]", "2[\"number\",\"x\"]", "2[\"made up\"]", "2[\"good\"]");

        assertThat(heard)
                .containsExactly("good HANDLED", "bad FAILED", "number INVALID", "other UNHANDLED", "good HANDLED");
    }

    @Test
    void acknowledgementsAreToldWithTheTimeTheyTook() {
        var client = server.connect();
        var socket = server.socket();
        heard.clear();

        socket.emitWithAck("quick");
        server.advance(Duration.ofMillis(20));
        client.send("30[]");
        socket.timeout(Duration.ofSeconds(1)).emitWithAck("late");
        server.advance(Duration.ofSeconds(2));
        socket.emitWithAck("never");
        client.leave();

        assertThat(heard)
                .startsWith("ack of quick ANSWERED 20 ms", "ack of late TIMEOUT 1000 ms")
                .contains("ack of never DISCONNECTED 0 ms");
    }

    @Test
    void listenerThatThrowsChangesNothing() {
        server.io.listen(new ServerListener() {
            @Override
            public void sessionOpened(Conn conn) {
                throw new IllegalStateException("as it should");
            }
        });

        var client = server.connect();

        assertThat(client.closed()).isFalse();
        assertThat(heard).contains("connected /");
        assertThat(server.errors).extracting(ServerError::kind).containsExactly(ServerError.Kind.LISTENER);
    }
}
