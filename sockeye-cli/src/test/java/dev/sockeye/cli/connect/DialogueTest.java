package dev.sockeye.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DialogueTest {
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";

    private final PipedInputStream typed = new PipedInputStream();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private SocketIoServer io;
    private NettyHost host;
    private OutputStream keys;

    @BeforeEach
    void start() throws IOException {
        io = SocketIoServer.builder().build();
        for (var name : new String[] {"/", "/chat"}) {
            io.of(name).onConnection(socket -> {
                socket.on("echo", (args, ack) -> socket.emit("echoed", args));
                socket.on("double", Integer.class, (n, ack) -> ack.send(2 * n));
                socket.on(
                        "ask",
                        () -> socket.emitWithAck("question", "how?")
                                .thenAccept(answer -> socket.emit("thanks", answer)));
            });
        }
        host = NettyHost.builder(io)
                .host("127.0.0.1")
                .port(0)
                .beforeClose(io::close)
                .bind();
        keys = new PipedOutputStream(typed);
    }

    @AfterEach
    void stop() throws IOException {
        keys.close();
        host.close();
    }

    @Test
    void eventsAreShownAboveThePromptAndCommandsAreObeyed() throws Exception {
        try (var terminal = terminal("xterm")) {
            var talk = talk(terminal, Optional.empty());

            shows("/ connected as ");
            type("emit echo hi {\"a\":1} hex:0102\r");
            shows("/ echoed \"hi\" {\"a\":1} <binary 2 bytes: 0102>");
            type("ack double 21\r");
            shows("/ ack of double 42 (");
            type("emit ask\r");
            shows("/ question \"how?\" (answer 1)");
            type("answer 1 fine\r");
            shows("/ thanks \"fine\"");
            type("answer 1 fine\r");
            shows("answer 1: no event waits for it (expected: a number shown with an event)");
            type("ack double x\r");
            shows("/ ack of double {\"error\":");
            type("join /chat\r");
            shows("/chat connected as ");
            shows("/chat> ");
            type("use /nowhere\r");
            shows("/nowhere: not joined (expected: /, /chat; or: join /nowhere)");
            type("status\r");
            shows(", EIO 4 (Socket.IO 3.x, 4.x), last ack after ");
            shows("  * /chat connected as ");
            type("leave\r");
            shows("/chat disconnected: io client disconnect");
            type("emit echo\r");
            shows("not connected to /chat (to come back: connect)");
            type("help\r");
            shows("join <namespace> [<auth>]");
            type("quit\r");

            assertThat(talk.get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void ctrlCTakesBackALineAndEndsOnAnEmptyOne() throws Exception {
        try (var terminal = terminal("xterm")) {
            var talk = talk(terminal, Optional.empty());
            shows("/ connected as ");

            type("emit echo one");
            shows("> emit echo one");
            type(CTRL_C);
            shows("^C\n/> ");
            type("emit echo two\r");
            shows("/ echoed \"two\"");
            type(CTRL_C);

            assertThat(talk.get(20, TimeUnit.SECONDS)).isZero();
            assertThat(screen()).doesNotContain("echoed \"one\"");
        }
    }

    @Test
    void wordsAreCompletedAndHistoryIsKeptWithoutAuth(@TempDir Path folder) throws Exception {
        var history = folder.resolve("history");
        try (var terminal = terminal("xterm")) {
            var talk = talk(terminal, Optional.of(history));
            shows("/ connected as ");

            type("join /chat {\"token\":\"secret\"}\r");
            shows("/chat connected as ");
            type("emit echo\r");
            shows("/chat echoed");
            type("em\techoe\t!\r");
            shows("emit echoed !");
            type(CTRL_D);

            assertThat(talk.get(20, TimeUnit.SECONDS)).isZero();
        }
        assertThat(Files.readString(history))
                .contains(":join /chat\n", ":emit echo\n", ":emit echoed !\n")
                .doesNotContain("secret");
    }

    @Test
    void dumbTerminalIsSpokenToInLines() throws Exception {
        var out = new StringWriter();
        var err = new StringWriter();
        var streams = new Streams(typed, new PrintWriter(out, true), new PrintWriter(err, true), () -> false, true);
        var talk = CompletableFuture.supplyAsync(() -> Connect.talk(call(), Calls.wishes(), streams));

        await().untilAsserted(() -> assertThat(err.toString()).contains("/ connected as "));
        type("emit echo 1\nbogus\n");
        await().untilAsserted(() -> assertThat(out.toString()).endsWith("/ echoed 1\n"));
        await().untilAsserted(() -> assertThat(err.toString()).contains("bogus: no command"));
        keys.close();

        assertThat(talk.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(out.toString() + err).doesNotContain("\u001b");
    }

    @Test
    void lossIsToldWithTheReasonAndTheWayOut() throws Exception {
        try (var terminal = terminal("xterm")) {
            var talk = talk(terminal, Optional.empty());
            shows("/ connected as ");

            host.close();
            shows("/ disconnected: transport close");
            shows("reconnecting, attempt 1");
            shows("can't connect: ");
            shows("to find out why: sockeye doctor http://127.0.0.1:" + host.port());
            type("quit\r");

            assertThat(talk.get(20, TimeUnit.SECONDS)).isZero();
        }
    }

    private Call call() {
        return Calls.to("http://127.0.0.1:" + host.port()).call();
    }

    private CompletableFuture<Integer> talk(Terminal terminal, Optional<Path> history) {
        return CompletableFuture.supplyAsync(() -> Connect.talk(call(), Calls.wishes(), terminal, history));
    }

    private Terminal terminal(String type) throws IOException {
        var terminal = new ExternalTerminal("test", type, typed, screen, StandardCharsets.UTF_8);
        terminal.setSize(new Size(200, 50));
        return terminal;
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until something is shown. */
    private void shows(String text) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(screen()).contains(text));
    }

    /** Returns what is shown, without what moves the cursor and chooses colours. */
    private String screen() {
        return screen.toString(StandardCharsets.UTF_8).replaceAll("\r|\u001b(\\[[0-9;?]*[A-Za-z]|[=>])", "");
    }
}
