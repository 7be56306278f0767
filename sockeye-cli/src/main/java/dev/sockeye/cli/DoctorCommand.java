package dev.sockeye.cli;

import dev.sockeye.cli.doctor.Doctor;
import dev.sockeye.cli.doctor.Progress;
import dev.sockeye.cli.doctor.Question;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong with a server. Confined to the thread that runs the command. */
@Command(
        name = "doctor",
        description = "Looks at a Socket.IO server as a browser would, and says what is wrong and what to change.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no problem was found", "1:there is a problem", "2:wrong call"},
        footer = {
            "%nExamples:",
            "  sockeye doctor https://api.example.com --origin https://app.example.com",
            "  sockeye doctor https://api.example.com --origin https://app.example.com --with-credentials",
            "      --header my-custom-header",
            "  sockeye doctor http://127.0.0.1:3000 --path /chat/socket.io --eio 3 --json",
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<url>",
            description = "The server, such as https://api.example.com; any Socket.IO server, not only Sockeye.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private String url;

    @Option(
            names = "--origin",
            paramLabel = "<origin>",
            description = "Origin of the page that uses the server, such as https://app.example.com.")
    private Optional<String> origin = Optional.empty();

    @Option(
            names = "--with-credentials",
            description = "The client sends cookies (withCredentials); 2.x clients always do.")
    private boolean withCredentials;

    @Option(
            names = "--header",
            paramLabel = "<name>",
            description =
                    "A header that the client adds (extraHeaders); 'name: value' if the value matters. Repeatable.")
    private List<String> headers = List.of();

    @Option(
            names = "--path",
            paramLabel = "<path>",
            description = {"Path of the server.", "Default: /socket.io"})
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--eio",
            paramLabel = "<3|4>",
            converter = Values.Eio.class,
            description = {
                "The client's Engine.IO: 4 (clients from 3.0 on) or 3 (up to 2.x).",
                "Default: what the server speaks"
            })
    private Optional<Integer> eio = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "<s>",
            converter = Values.Seconds.class,
            defaultValue = "15",
            description = {
                "Most seconds to wait in silence, as an idle client does; 10 at most for an answer.",
                "Default: ${DEFAULT-VALUE}"
            })
    private Duration timeout = Duration.ofSeconds(15);

    @Option(names = "--insecure", description = "Go on where a browser would refuse the certificate.")
    private boolean insecure;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--no-color", description = "Print without colours.")
    private boolean noColor;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try {
            var report = new Doctor(new Progress(command.getErr())).look(question());
            command.getOut().print(json ? report.json() + '\n' : report.text(unicode(), colour()));
            command.getOut().flush();
            return report.failed() ? 1 : 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    private Question question() {
        var revision = eio.map(OptionalInt::of).orElse(OptionalInt.empty());
        return new Question(url, origin, withCredentials, headers, path, revision, timeout, insecure);
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
