package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.DisconnectReason;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one official client and the server see of a lost connection. */
class RecoveringClientTest {
    private static final Duration WINDOW = Duration.ofMillis(1_500);

    private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();
    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
    private final SocketIoServer io = SocketIoServer.builder()
            .connectionStateRecovery(
                    RecoveryOptions.builder().maxDisconnectionDuration(WINDOW).build())
            .build();
    private NettyHost host;
    private Process process;
    private BufferedReader said;
    private Writer orders;

    @BeforeEach
    void start() throws Exception {
        io.onConnection(socket -> {
            socket.onDisconnect(reasons::add);
            sockets.add(socket);
        });
        host = NettyHost.builder(io).host("127.0.0.1").bind();
        process = new ProcessBuilder(
                        "node",
                        NodePrograms.folder().resolve("recovering.mjs").toString(),
                        "http://127.0.0.1:" + host.port())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        said = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly().waitFor();
        host.close();
    }

    private void order(String what) throws Exception {
        orders.write(what + "\n");
        orders.flush();
    }

    private Socket connected() throws Exception {
        var socket = sockets.poll(20, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        return socket;
    }

    private DisconnectReason reason() throws Exception {
        return reasons.poll(20, TimeUnit.SECONDS);
    }

    private List<String> says(int lines) throws Exception {
        var all = new ArrayList<String>();
        while (all.size() < lines) {
            all.add(said.readLine());
        }
        return all;
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        var socket = connected();
        socket.join("room");
        socket.data().put("name", "x");
        io.emit("n", 1);
        assertThat(says(2)).containsExactly("[\"connect\",false,\"" + socket.id() + "\"]", "[\"n\",1]");

        order("cut");
        assertThat(reason()).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
        io.emit("n", 2);
        io.to("room").emit("n", 3);
        io.to("elsewhere").emit("n", 4);
        io.to(socket.id()).emit("n", 5);
        order("serve");
        var next = connected();
        io.emit("n", 6);

        assertThat(says(6))
                .containsExactly(
                        "[\"disconnect\"]",
                        "[\"n\",2]",
                        "[\"n\",3]",
                        "[\"n\",5]",
                        "[\"connect\",true,\"" + socket.id() + "\"]",
                        "[\"n\",6]");
        assertThat(next).isNotSameAs(socket);
        assertThat(next.id()).isEqualTo(socket.id());
        assertThat(next.recovered()).isTrue();
        assertThat(next.rooms()).containsExactlyInAnyOrder(socket.id(), "room");
        assertThat(next.data()).containsEntry("name", "x");
    }

    @Test
    void goesOnThoughItHasSeenNoEvent() throws Exception {
        var socket = connected();
        assertThat(says(1)).containsExactly("[\"connect\",false,\"" + socket.id() + "\"]");

        order("cut");
        reason();
        io.emit("n", 1);
        order("serve");

        assertThat(connected().recovery()).isEqualTo(Recovery.RECOVERED);
        assertThat(says(3))
                .containsExactly("[\"disconnect\"]", "[\"n\",1]", "[\"connect\",true,\"" + socket.id() + "\"]");
    }

    @Test
    void takesThePlaceOfAConnectionWhoseLossNobodyNoticed() throws Exception {
        var socket = connected();
        socket.join("room");
        io.emit("n", 1);
        says(2);

        order("silence");
        assertThat(says(2)).containsExactly("[\"disconnect\"]", "[\"connect\",true,\"" + socket.id() + "\"]");

        assertThat(reason()).isEqualTo(DisconnectReason.TAKEN_OVER);
        assertThat(connected().recovery()).isEqualTo(Recovery.RECOVERED);
        io.to("room").emit("n", 2);
        assertThat(says(1)).containsExactly("[\"n\",2]");
        assertThat(io.sockets()).hasSize(1);
    }

    @Test
    void startsAnewWhenItWasAwayForTooLong() throws Exception {
        var socket = connected();
        io.emit("n", 1);
        says(2);

        order("cut");
        reason();
        io.emit("n", 2);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> io.of("/").recoveryUsage().orElseThrow().sessions() == 0);
        order("serve");

        var next = connected();
        assertThat(next.recovery()).isEqualTo(Recovery.EXPIRED);
        assertThat(says(2)).containsExactly("[\"disconnect\"]", "[\"connect\",false,\"" + next.id() + "\"]");
        assertThat(next.id()).isNotEqualTo(socket.id());
        io.emit("n", 3);
        assertThat(says(1)).containsExactly("[\"n\",3]");
    }
}
