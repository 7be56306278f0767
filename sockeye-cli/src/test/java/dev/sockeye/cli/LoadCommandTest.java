package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EnabledOnOs(OS.LINUX)
class LoadCommandTest {
    private static final String SHORT = " --duration 60ms --warm-up 20ms --rounds 1";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void everyScenarioPassesAgainstEcho(int eio) {
        try (var echo = Servers.echo("--connect-timeout", "60000")) {
            for (var scenario : List.of(
                    "handshake -c 3",
                    "handshake -c 3 --transport polling",
                    "handshake -c 3 --transport upgrade",
                    "echo -c 3",
                    "echo -c 3 --transport polling",
                    "echo -c 3 --transport upgrade",
                    "echo -c 2 -w 3 --size 70000",
                    "echo -c 3 --rate 1000",
                    "ack -c 3",
                    "ack -c 3 --size 1 --transport polling",
                    "object -c 3",
                    "record -c 3",
                    "binary -c 3 --size 200",
                    "broadcast -c 5 -w 3",
                    "room -c 7 --room-size 3",
                    "idle -c 5 --server-pid " + ProcessHandle.current().pid(),
                    "storm -c 5",
                    "slow -c 5 --slow-share 0.3 --rate 500")) {
                out.getBuffer().setLength(0);

                assertThat(load(echo.port(), scenario + " --json --eio " + eio + SHORT))
                        .as(() -> scenario + err)
                        .isZero();
                var result = result();
                assertThat(result.path("good").asBoolean(false)).as(scenario).isTrue();
                assertThat(result.path("eio").asInt(0)).isEqualTo(eio);
                assertThat(result.path("notes")).as(scenario).isEmpty();
                if (!scenario.startsWith("idle")) {
                    assertThat(result.path("perSecond").asDouble(0))
                            .as(scenario)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void textSaysWhatWasMeasured() {
        try (var echo = Servers.echo()) {
            assertThat(load(
                            echo.port(),
                            "echo -c 2 --server-pid " + ProcessHandle.current().pid() + SHORT))
                    .isZero();
        }
        assertThat(out.toString()).containsPattern(" [\\d.,]+ MiB; generator ");
        assertThat(out.toString())
                .startsWith("echo over websocket, Engine.IO 4: 2 connections, 16 bytes, 16 in flight\n  round 1: ")
                .endsWith("  all answers came, as expected\n");
        assertThat(err.toString()).contains("opening 2 connections");
    }

    @Test
    void slowReceiversMakeTheServerHoldWhatTheyDoNotTake() {
        try (var echo = Servers.echo()) {
            assertThat(load(echo.port(), "slow -c 10 --slow-share 0.2 --json" + SHORT))
                    .as(err::toString)
                    .isZero();
        }
        // It was four times as much when the round began.
        assertThat(result().path("figures").path("bytesHeldForEachSlow").asDouble(0))
                .isGreaterThan(32 * 1_024);
    }

    @Test
    void idleTellsWhatConnectionsCostAndNoRate() {
        try (var echo = Servers.echo()) {
            var args = "idle -c 5 --duration 60ms --warm-up 20ms --rounds 2 --server-pid ";

            assertThat(load(echo.port(), args + ProcessHandle.current().pid())).isZero();
        }
        assertThat(out.toString()).containsPattern("\\n  median  [\\d.]+ cores, [\\d.,]+ MiB resident\\n");
    }

    @Test
    void wrongAnswersAreSeenThoughTheyAreRare() {
        var messages = new AtomicInteger();
        Consumer<Socket> sometimesWrong = socket -> socket.on("message", String.class, text -> {
            var wrong = messages.incrementAndGet() % 100 == 99;
            socket.emit("message-back", wrong ? text.replace('a', 'b') : text);
        });
        try (var host = serve(sometimesWrong)) {
            assertThat(load(host.port(), "echo -c 2 --json" + SHORT)).isOne();
        }
        assertThat(result().path("verdict").path("wrong").asInt(0)).isPositive();
        assertThat(result().path("verdict").path("example").asString(""))
                .contains("came: 42[\"message-back\",")
                .contains("expected: 42[\"message-back\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "echo --transport polling", "slow --slow-share 0.3"})
    void leavesNoConnectionOpen(String scenario) throws IOException {
        try (var echo = Servers.echo()) {
            var before = sockets();

            assertThat(load(echo.port(), scenario + " -c 20" + SHORT)).isZero();

            await().untilAsserted(() -> assertThat(sockets()).isEqualTo(before));
        }
    }

    /** Returns the sockets that this process has open: those of clients, of servers, and those that listen. */
    private static Set<String> sockets() throws IOException {
        var sockets = new HashSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var file : files) {
                var target = target(file);
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            }
        }
        return sockets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }

    @Test
    void missingAnswersAreSeen() {
        var messages = new AtomicInteger();
        Consumer<Socket> forgetful = socket -> socket.on("message", (args, ack) -> {
            // The load begins with one of each kind.
            if (messages.incrementAndGet() != 70) {
                socket.emit("message-back", args);
            }
        });
        try (var host = serve(forgetful)) {
            assertThat(load(host.port(), "echo -c 1 -w 2 --size 2 --json --rate 50" + SHORT + "0"))
                    .isOne();
        }
        var verdict = result().path("verdict");
        assertThat(verdict.path("wrong").asInt(0) + verdict.path("unanswered").asInt(0))
                .isPositive();
    }

    @Test
    void otherBytesOfTheSameMeaningCountAndAreNoted() {
        Consumer<Socket> reorders =
                socket -> socket.on("record", Reordered.class, it -> socket.emit("record-back", it));
        try (var host = serve(reorders)) {
            assertThat(load(host.port(), "record -c 2 --json" + SHORT)).isZero();
        }
        assertThat(result().path("notes").path(0).asString("")).contains("other bytes");
    }

    @Test
    void serverThatDoesNotKnowTheEventsIsSaidInOneSentence() {
        try (var host = serve(socket -> socket.on("message", (args, ack) -> socket.emit("message-back", "other")))) {
            assertThat(load(host.port(), "echo" + SHORT)).isOne();
        }
        assertThat(err.toString())
                .contains("sockeye load: the server does not answer 42[\"message\",\"10")
                .contains("it answers 42[\"message-back\",\"other\"]");
    }

    @Test
    void absentServerIsSaidInOneSentence() {
        assertThat(load(1, "echo" + SHORT)).isOne();

        assertThat(err.toString()).contains("sockeye load: no connection could be opened: ");
    }

    @ParameterizedTest
    @CsvSource({
        "a b, URL: a (expected: such as http://127.0.0.1:3000)",
        "http://a fast, 'fast (expected: handshake, echo,'",
        "http://a echo --connections 0, connections: 0 (expected: 1 to 1000000)",
        "http://a broadcast --transport polling, transport: polling (expected: websocket or upgrade",
        "http://a storm --rate 5, rate: 5.0 (expected: 0 for storm)",
        "http://a slow --rate 0, rate: 0.0 (expected: > 0 for slow)",
        "http://a slow --connections 1, connections: 1 (expected: > 1 for slow)",
        "http://a echo --event chat=x, event: chat (expected: one of broadcast",
        "http://a echo --server-pid 0, --server-pid: 0 (expected: a process that /proc shows)",
    })
    void wrongCallEndsWithTwo(String args, String message) {
        var line = args.startsWith("a ") ? "a echo" : args.replace("http://a", "http://127.0.0.1:9");

        assertThat(run(line.split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    private static NettyHost serve(Consumer<Socket> behaviour) {
        var io = SocketIoServer.builder().build();
        io.onConnection(behaviour);
        return NettyHost.builder(io)
                .host("127.0.0.1")
                .port(0)
                .beforeClose(io::close)
                .bind();
    }

    private int load(int port, String args) {
        return run(("http://127.0.0.1:" + port + " " + args).split(" "));
    }

    private int run(String... args) {
        var line = new ArrayList<>(List.of("load"));
        line.addAll(List.of(args));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    private JsonNode result() {
        return JsonMapper.shared().readTree(out.toString());
    }

    /** The members of an object in another order than they come. */
    record Reordered(String text, int id, String user, String room, long sentAt, boolean urgent, List<String> tags) {}
}
