package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command without a terminal: scripts, one event, JSON lines. */
class ConnectCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Service echo;

    @BeforeEach
    void start() {
        echo = Servers.echo();
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    @ParameterizedTest
    @CsvSource({"3, polling", "3, websocket", "4, polling", "4, websocket"})
    void scriptIsObeyedLineByLine(String eio, String transport) {
        var status = connect("""
            # says something, and waits for what comes back
            emit message hello {"a":[1,null]} hex:00ff

            wait message-back
            ack message-with-ack 1 "two words"
            emit ask 'how are you'
            wait question
            answer 1 fine {"$base64":"AQI="}
            wait answer 10s
            """, "--eio", eio, "--transport", transport);

        assertThat(err.toString()).contains("/ connected as ").contains("over " + transport + ", EIO " + eio);
        assertThat(status).isZero();
        assertThat(lines())
                .contains(
                        "/ auth {}",
                        "/ message-back \"hello\" {\"a\":[1,null]} <binary 2 bytes: 00ff>",
                        "/ question \"how are you\" (answer 1)",
                        "/ answer \"fine\" <binary 2 bytes: 0102>")
                .anyMatch(line -> line.matches("/ ack of message-with-ack 1 \"two words\" \\(\\d+ ms\\)"))
                .hasSize(5);
    }

    @Test
    void jsonLinesTellEverythingThatHappens() {
        var status = connect("""
            emit message {"b":{"$base64":"AP8="}} ü
            wait message-back
            ack message-with-ack 1
            emit ask 7
            wait question
            status
            """, "--json", "--namespace", "/custom");

        assertThat(status).isZero();
        var happened = json();
        assertThat(happened)
                .allSatisfy(line -> assertThat(line.path("time").asString())
                        .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        var connect = find(happened, "connect");
        assertThat(connect.path("namespace").asString()).isEqualTo("/custom");
        assertThat(connect.path("id").asString()).isNotEmpty();
        assertThat(connect.path("eio").asInt()).isEqualTo(4);
        assertThat(connect.path("recovered").asBoolean(true)).isFalse();
        assertThat(happened.stream()
                        .filter(line -> line.path("event").asString("").equals("message-back")))
                .singleElement()
                .satisfies(line -> assertThat(line.path("args")).hasToString("[{\"b\":{\"$base64\":\"AP8=\"}},\"ü\"]"));
        assertThat(happened.stream()
                        .filter(line -> line.path("event").asString("").equals("question")))
                .singleElement()
                .satisfies(line -> assertThat(line.path("question").asInt()).isEqualTo(1));
        assertThat(find(happened, "ack").path("args")).hasToString("[1]");
        assertThat(find(happened, "ack").path("millis").isInt()).isTrue();
        assertThat(find(happened, "status")
                        .path("namespaces")
                        .path(0)
                        .path("state")
                        .asString())
                .isEqualTo("connected");
        assertThat(find(happened, "disconnect").path("reason").asString()).isEqualTo("io client disconnect");
        assertThat(find(happened, "disconnect").path("reconnects").asBoolean(true))
                .isFalse();
    }

    @Test
    void onceEndsWithTheEventAndPrintsItsArguments() {
        assertThat(connect("", "--emit", "message 5", "--emit", "ask \"a b\" hex:01", "--once", "question"))
                .isZero();
        assertThat(out.toString()).isEqualTo("\"a b\" {\"$base64\":\"AQ==\"}\n");
    }

    @Test
    void onceFailsWhenTheEventDoesNotCome() {
        assertThat(connect("", "--once", "never", "--timeout", "500ms")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("never has not come within 500 ms");
    }

    @Test
    void onlyWhatIsListenedToIsShown() {
        assertThat(connect(
                        "emit message 1\nwait message-back\nemit burst 2\nwait burst\nwait burst", "--listen", "burst"))
                .isZero();
        assertThat(lines()).containsExactly("/ burst 0", "/ burst 1");
    }

    @Test
    void refusalIsToldAndFails() {
        assertThat(connect("emit message", "--namespace", "/guarded", "--auth", "{\"token\":\"secret\"}"))
                .isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("/guarded refused: Not authorized {\"code\":401,\"hint\":\"token\"}")
                .doesNotContain("secret");
    }

    @Test
    void refusalIsAJsonLineToo() {
        assertThat(connect("", "--namespace", "/guarded", "--json")).isEqualTo(1);

        var refusal = find(json(), "connect_error");
        assertThat(refusal.path("message").asString()).isEqualTo("Not authorized");
        assertThat(refusal.path("data").path("code").asInt()).isEqualTo(401);
        assertThat(refusal.path("refused").asBoolean(false)).isTrue();
    }

    @Test
    void authIsTakenFromAFileAndJoiningBringsItsOwn(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("auth.json"), "{\"token\":\"let-me-in\"}");

        assertThat(connect("join /custom {\"n\":1}\nwait auth", "--namespace", "/guarded", "--auth", "@" + file))
                .isZero();
        assertThat(lines()).contains("/guarded auth {\"token\":\"let-me-in\"}", "/custom auth {\"n\":1}");
    }

    @Test
    void headersCookiesAndQueryReachTheServerAndAreNotPrinted() {
        var status = connect(
                "ack handshake",
                "--header",
                "X-Key: key-value",
                "--cookie",
                "a=cookie-value",
                "--query",
                "q=query-value");

        assertThat(status).isZero();
        assertThat(out.toString())
                .contains("\"x-key\":\"key-value\"", "\"cookie\":\"a=cookie-value\"", "\"q\":\"query-value\"");
        assertThat(err.toString()).doesNotContain("key-value", "cookie-value", "query-value");
    }

    @Test
    void unreachableServerFailsWithAHint() {
        echo.close();

        assertThat(connect("emit message")).isEqualTo(1);
        assertThat(err.toString())
                .contains("can't connect: ")
                .contains("to find out why: sockeye doctor http://127.0.0.1:" + echo.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ack nobody-answers",
                "wait never 200ms",
                "emit kick\nwait disconnect\nemit message",
                "emit kick\nwait never",
                "use /elsewhere",
                "answer 1",
                "emit disconnect",
            })
    void whatDoesNotComeOrCantBeDoneFails(String script) {
        assertThat(connect(script, "--ack-timeout", "200ms")).isEqualTo(1);
        assertThat(err.toString()).containsAnyOf("no ack of nobody-answers: operation has timed out", "line ");
    }

    @ParameterizedTest
    @CsvSource({"emit \"a, line 3: the \" is never closed", "bogus, line 3: bogus: no command"})
    void wrongLineEndsTheScriptWithTwo(String line, String message) {
        assertThat(connect("emit message 1\n\n" + line + "\nemit message 2")).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void serverMayDisconnectWhoIsDone() {
        assertThat(connect("emit kick true\nwait disconnect", "--transport", "websocket"))
                .isZero();
        assertThat(err.toString()).contains("/ disconnected: io server disconnect; to come back: connect");
    }

    @Test
    void leftNamespacesAreJoinedAgain() {
        assertThat(connect("disconnect\nwait disconnect\nconnect\nwait connect\nack message-with-ack back"))
                .isZero();
        assertThat(out.toString()).contains("/ ack of message-with-ack \"back\"");
    }

    @Test
    void refusedNamespaceCanBeWaitedFor() {
        assertThat(connect("join /guarded\nwait connect_error\njoin /guarded {\"token\":\"let-me-in\"}\nwait connect"))
                .isZero();
    }

    @Test
    void autoAckAnswersWithNothing() {
        assertThat(connect("emit ask 1\nwait answer", "--auto-ack")).isZero();
        assertThat(lines()).contains("/ question 1", "/ answer");
    }

    @Test
    void endsQuietlyWhenNobodyReads() throws IOException {
        try (var input = new PipedInputStream();
                var keys = new PipedOutputStream(input)) {
            keys.write("emit burst 100\n".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            var closed = new PrintWriter(new Writer() {
                @Override
                public void write(char[] text, int from, int length) throws IOException {
                    throw new IOException("Broken pipe");
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            });

            // The input never ends, and yet the command does.
            var status = execute(input, closed, "http://127.0.0.1:" + echo.port());

            assertThat(status).isZero();
            assertThat(err.toString()).doesNotContain("Exception").doesNotContain("Broken pipe");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:3000 | URL: localhost:3000 (expected: http://localhost:3000)",
                "http://a --eio 5 | 5 (expected: 3, 4 or auto)",
                "http://a --timeout 0 | 0 (expected: seconds > 0, or with a unit: 500ms, 10s, 5m, 1h)",
                "http://a --transport smoke | smoke (expected: polling, websocket)",
                "http://a --emit {} | --emit: {} (expected: a name, such as message or \"a name\")",
                "http://a --auth {secret} | --auth: (not shown) (expected: a JSON object, or @ and a file with one)",
            })
    void wrongCallEndsWithTwo(String args, String message) {
        assertThat(execute("", args.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message).doesNotContain("secret");
        assertThat(out.toString()).isEmpty();
    }

    private int connect(String input, String... options) {
        var args = new ArrayList<>(List.of("http://127.0.0.1:" + echo.port()));
        args.addAll(List.of(options));
        return execute(input, args.toArray(String[]::new));
    }

    private int execute(String input, String... args) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return execute(in, new PrintWriter(out, true), args);
    }

    private int execute(InputStream in, PrintWriter printed, String... args) {
        var line = Main.commandLine().setOut(printed).setErr(new PrintWriter(err, true));
        ConnectCommand command =
                Objects.requireNonNull(line.getSubcommands().get("connect")).getCommand();
        command.in(in);
        var all = new ArrayList<>(List.of("connect"));
        all.addAll(List.of(args));
        return line.execute(all.toArray(String[]::new));
    }

    /** Returns what was printed, without the times. */
    private List<String> lines() {
        return out.toString()
                .lines()
                .map(line -> line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", ""))
                .toList();
    }

    private List<JsonNode> json() {
        return out.toString().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static JsonNode find(List<JsonNode> lines, String type) {
        return lines.stream()
                .filter(line -> line.path("type").asString("").equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " in " + lines));
    }
}
