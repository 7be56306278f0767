package dev.sockeye.cli;

import dev.sockeye.cli.connect.Call;
import dev.sockeye.cli.connect.Connect;
import dev.sockeye.cli.connect.Streams;
import dev.sockeye.cli.connect.Wishes;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Is a client at the terminal. Confined to the thread that runs the command. */
@Command(
        name = "connect",
        description = "Connects to a Socket.IO server: shows what it sends, sends what is typed or piped in.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all went well",
            "1:not connected, an acknowledgement or an awaited event did not come",
            "2:wrong call, or a wrong line in a script"
        },
        footer = {
            "%nAt a terminal, help lists the commands. Piped in, each line is one:",
            "  emit <event> [<value>...]   ack <event> [<value>...]   wait <event> [<time>]",
            "A value is JSON, a bare word for a text, 'a text with blanks', @file or hex:00ff for bytes.",
            "%nExamples:",
            "  sockeye connect http://127.0.0.1:3000",
            "  sockeye connect https://api.example.com/chat --auth @token.json --listen message",
            "  sockeye connect http://127.0.0.1:3000 --emit 'subscribe btc' --once price",
            "  echo 'ack login alice' | sockeye connect http://127.0.0.1:3000 --json",
        })
final class ConnectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<url>",
            description = "The server, such as https://api.example.com; its path is a namespace.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private String url;

    @Option(
            names = "--namespace",
            paramLabel = "</ns>",
            description = {"A namespace to join. Repeatable.", "Default: that of the URL, else /"})
    private List<String> namespaces = List.of();

    @Option(
            names = "--auth",
            paramLabel = "<json>",
            description = "What the server is told at joining: a JSON object, or @file with one.")
    private Optional<String> auth = Optional.empty();

    @Option(
            names = "--header",
            paramLabel = "<header>",
            description = "A header to send, 'name: value' (extraHeaders). Repeatable.")
    private List<String> headers = List.of();

    @Option(names = "--query", paramLabel = "<name=value>", description = "A parameter to send. Repeatable.")
    private List<String> query = List.of();

    @Option(names = "--cookie", paramLabel = "<name=value>", description = "A cookie to send. Repeatable.")
    private List<String> cookies = List.of();

    @Option(names = "--with-credentials", description = "Send back the cookies that the server sets.")
    private boolean withCredentials;

    @Option(
            names = "--eio",
            paramLabel = "<3|4|auto>",
            defaultValue = "auto",
            converter = Values.EioOrAuto.class,
            description = {
                "Engine.IO to speak: 4 (servers from 3.0 on), 3 (up to 2.x), or what the server speaks.",
                "Default: ${DEFAULT-VALUE}"
            })
    private String eio = "auto";

    @Option(
            names = "--transport",
            paramLabel = "<name>",
            converter = Values.Transport.class,
            description = {"polling or websocket. Repeatable, in order.", "Default: polling, then websocket"})
    private List<TransportName> transports = List.of();

    @Option(
            names = "--path",
            paramLabel = "<path>",
            description = {"Path of the server.", "Default: /socket.io"})
    private Optional<String> path = Optional.empty();

    @Option(names = "--insecure", description = "Take any certificate.")
    private boolean insecure;

    @Option(
            names = "--ca",
            paramLabel = "<file>",
            description = "Certificates (PEM) of the authorities to trust, and no others.")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--proxy",
            paramLabel = "<url>",
            description = "Proxy: http://, socks4:// or socks5://, with user:password@ if need be.")
    private Optional<String> proxy = Optional.empty();

    @Option(
            names = "--listen",
            paramLabel = "<event>",
            description = {"An event to show. Repeatable.", "Default: all"})
    private Set<String> listen = Set.of();

    @Option(
            names = "--emit",
            paramLabel = "<event...>",
            description = "What to emit once connected: 'name value...'. Repeatable.")
    private List<String> emits = List.of();

    @Option(
            names = "--once",
            paramLabel = "<event>",
            description = "Wait for this event, print its arguments as JSON, and end.")
    private Optional<String> once = Optional.empty();

    @Option(
            names = "--ack-timeout",
            paramLabel = "<time>",
            defaultValue = "10s",
            converter = Values.Wait.class,
            description = {"Longest wait for an acknowledgement: 5, 500ms, 1m.", "Default: ${DEFAULT-VALUE}"})
    private Duration ackTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--timeout",
            paramLabel = "<time>",
            defaultValue = "20s",
            converter = Values.Wait.class,
            description = {
                "Longest wait for a connection; in scripts also for events, and for acknowledgements at the end.",
                "Default: ${DEFAULT-VALUE}"
            })
    private Duration timeout = Duration.ofSeconds(20);

    @Option(names = "--auto-ack", description = "Acknowledge events of the server at once, with nothing.")
    private boolean autoAck;

    @Option(names = "--stay", description = "Go on showing events after the last line of a script.")
    private boolean stay;

    @Option(names = "--json", description = "Print one JSON object a line for all that happens.")
    private boolean json;

    @Option(names = "--no-color", description = "Print without colours.")
    private boolean noColor;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what the client does to standard error.")
    private boolean verbose;

    private InputStream in = System.in;

    /** Reads from somewhere else. */
    void in(InputStream input) {
        in = input;
    }

    @Override
    public Integer call() {
        var command = spec.commandLine();
        (verbose ? LogLevel.DEBUG : LogLevel.ERROR).apply();
        try {
            var streams = new Streams(in, command.getOut(), command.getErr(), System.out::checkError, unicode());
            return Connect.run(where(), wishes(), streams);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private Call where() {
        return new Call(
                url,
                namespaces,
                auth,
                headers,
                query,
                cookies,
                withCredentials,
                eio,
                transports.stream().map(TransportName::toString).distinct().toList(),
                path,
                insecure,
                authorities,
                proxy,
                timeout);
    }

    private Wishes wishes() {
        return new Wishes(listen, emits, once, ackTimeout, timeout, autoAck, stay, json, colour());
    }

    private boolean colour() {
        return !noColor && System.getenv("NO_COLOR") == null && Ansi.AUTO.enabled();
    }

    // The standard output's own property is there from JDK 19 on.
    private static boolean unicode() {
        var name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
        return name.equalsIgnoreCase(StandardCharsets.UTF_8.name())
                && Charset.defaultCharset().equals(StandardCharsets.UTF_8);
    }
}
