package dev.sockeye.cli;

import dev.sockeye.cli.load.EventNames;
import dev.sockeye.cli.load.Load;
import dev.sockeye.cli.load.LoadException;
import dev.sockeye.cli.load.LoadSettings;
import dev.sockeye.cli.load.Route;
import dev.sockeye.cli.load.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a server under load. Confined to the thread that runs the command. */
@Command(
        name = "load",
        description = "Puts a Socket.IO server under one kind of load and measures it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything came back as expected",
            "1:something did not, or the server could not be measured",
            "2:wrong call"
        },
        footer = {
            "%nScenarios: handshake, echo, ack, object, record, binary, broadcast, room, idle, storm, slow.",
            "The server has to know the events that docs/cli.md lists; sockeye echo does.",
            "%nExamples:",
            "  sockeye load http://127.0.0.1:3000 echo --server-pid 4711",
            "  sockeye load http://127.0.0.1:3000 broadcast --connections 5000 --size 1024",
            "  sockeye load http://127.0.0.1:3000 echo --rate 5000 --eio 3 --json",
        })
final class LoadCommand implements Callable<Integer> {
    private static final String NUMBER = "<n>";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "<url>", description = "The server, such as http://127.0.0.1:3000.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private String url;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<scenario>",
            converter = Values.LoadScenario.class,
            description = {"What to do to it.", "Default: echo"})
    private Optional<Scenario> scenario = Optional.empty();

    @Option(
            names = {"-c", "--connections"},
            paramLabel = NUMBER,
            description = {"Connections at once.", "Default: 50; 1000 for broadcast, room, idle, storm and slow"})
    private Optional<Integer> connections = Optional.empty();

    @Option(
            names = {"-w", "--in-flight"},
            paramLabel = NUMBER,
            description = {"Messages that each sender has under way.", "Default: 16; 1 for broadcast and room"})
    private Optional<Integer> window = Optional.empty();

    @Option(
            names = {"-s", "--size"},
            paramLabel = "<bytes>",
            description = {"Size of what a message carries.", "Default: 16; 256 for object and record"})
    private Optional<Integer> size = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "<n/s>",
            description = {
                "Messages a second over all connections, whether or not answers come.",
                "Default: each answer brings the next message; 200 for slow"
            })
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--transport",
            paramLabel = "<name>",
            converter = Values.LoadRoute.class,
            description = {"polling, websocket or upgrade (polling first).", "Default: websocket"})
    private Optional<Route> route = Optional.empty();

    @Option(
            names = "--eio",
            paramLabel = "<3|4>",
            converter = Values.Eio.class,
            description = {"The clients' Engine.IO: 4 (clients from 3.0 on) or 3 (up to 2.x).", "Default: 4"})
    private Optional<Integer> eio = Optional.empty();

    @Option(
            names = "--path",
            paramLabel = "<path>",
            description = {"Path of the server.", "Default: /socket.io"})
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            converter = Values.Time.class,
            description = {"Time of a round: 500ms, 10s.", "Default: 5s"})
    private Optional<Duration> round = Optional.empty();

    @Option(
            names = "--warm-up",
            paramLabel = "<time>",
            converter = Values.Time.class,
            description = {"Time before the first round.", "Default: 2s"})
    private Optional<Duration> warmUp = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = NUMBER,
            description = {"How many rounds are measured; medians count.", "Default: 3"})
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--room-size",
            paramLabel = NUMBER,
            description = {"Members of each room.", "Default: 10"})
    private Optional<Integer> roomSize = Optional.empty();

    @Option(
            names = "--slow-share",
            paramLabel = "<part>",
            description = {"Part of the receivers that does not read, in scenario slow.", "Default: 0.01"})
    private Optional<Double> slowShare = Optional.empty();

    @Option(
            names = "--opening",
            paramLabel = NUMBER,
            description = {"Handshakes under way at once while connections are opened.", "Default: 100"})
    private Optional<Integer> opening = Optional.empty();

    @Option(
            names = "--server-pid",
            paramLabel = "<pid>",
            description = "The server's process on this machine: its processor time and memory are read.")
    private Optional<Long> serverPid = Optional.empty();

    @Option(
            names = "--event",
            paramLabel = "<name=name>",
            description = "The server's name for an event, such as message=chat. Repeatable.")
    private Map<String, String> events = Map.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try {
            var err = command.getErr();
            var result = Load.run(settings(), line -> {
                err.println(line);
                err.flush();
            });
            command.getOut().print(json ? result.json() + '\n' : result.text());
            command.getOut().flush();
            return result.good() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, String.valueOf(e.getMessage()), e);
        } catch (LoadException e) {
            throw new ServiceException(String.valueOf(e.getMessage()), e);
        }
    }

    private LoadSettings settings() {
        var settings = LoadSettings.builder(url, scenario.orElse(Scenario.ECHO)).names(EventNames.of(events));
        path.ifPresent(settings::path);
        eio.ifPresent(settings::eio);
        route.ifPresent(settings::route);
        connections.ifPresent(settings::connections);
        window.ifPresent(settings::window);
        size.ifPresent(settings::size);
        rate.ifPresent(settings::rate);
        roomSize.ifPresent(settings::roomSize);
        slowShare.ifPresent(settings::slowShare);
        opening.ifPresent(settings::opening);
        warmUp.ifPresent(settings::warmUp);
        round.ifPresent(settings::round);
        rounds.ifPresent(settings::rounds);
        serverPid.ifPresent(settings::serverPid);
        return settings.build();
    }
}
