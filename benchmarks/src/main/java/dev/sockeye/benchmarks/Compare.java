package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.Load;
import dev.sockeye.cli.load.LoadException;
import dev.sockeye.cli.load.Route;
import dev.sockeye.cli.load.Scenario;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures servers side by side: each row's rounds go from server to server, in turn. Confined to one thread. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        description = "Measures Sockeye beside other servers; without --full in a few minutes.")
public final class Compare implements Callable<Integer> {
    private static final Duration BETWEEN = Duration.ofMillis(300);
    // Processor time is read in hundredths of a second, and a server with little to do takes few of them.
    private static final Duration SHORTEST_PACED = Duration.ofSeconds(3);
    private static final Duration FIRST = Duration.ofSeconds(7);
    private static final String SLOW = ", receivers that do not read: ";
    private static final String NONE = "none";
    private static final String BEGIN = "<!-- figures: begin -->";
    private static final String END = "<!-- figures: end -->";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in before it runs the command.
    private CommandSpec spec;

    @Option(
            names = "--full",
            description = "All rows and servers, slow receivers and idle connections; an hour and a quarter.")
    private boolean full;

    @Option(names = "--rows", split = ",", description = "Only these rows, by their ids; none for no row.")
    private List<String> rows = List.of();

    @Option(names = "--servers", split = ",", description = "Only these servers; hand is the one to compare with.")
    private List<String> servers = List.of();

    @Option(names = "--rounds", description = "Rounds of each row. Default: 3")
    private int rounds;

    @Option(names = "--seconds", description = "Time of a round. Default: 0.7")
    private double seconds;

    @Option(
            names = "--warm-up",
            description =
                    "Seconds before the first round of a row, twice that where it takes long. Default: 2, 4 with --full")
    private double warmUp;

    @Option(names = "--idle", description = "Idle connections to measure, too. Default: none, 10000 with --full")
    private int idle = -1;

    @Option(
            names = "--slow",
            description = "Rounds with receivers that do not read, beside ones with none. Default: none, 7 with --full")
    private int slow = -1;

    @Option(names = "--write-docs", description = "Puts the table into docs/performance.md.")
    private boolean writeDocs;

    @Option(names = "--home", hidden = true)
    private Path home = Path.of("benchmarks");

    private final Map<String, Server> running = new LinkedHashMap<>();

    Compare() {}

    /** Measures and ends the process. */
    public static void main(String... args) {
        System.exit(new CommandLine(new Compare()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        checkCall();
        var missing = new ArrayList<String>();
        var all = Contestant.all(home.toAbsolutePath(), missing);
        checkServers(all, missing);
        var contestants = all.stream()
                .filter(one -> servers.isEmpty() ? full || one.quick() : servers.contains(one.id()))
                .toList();
        var conditions = Conditions.now(measured());
        var table = new Table(contestants);
        missing.forEach(table::remark);
        try {
            for (var row : Row.ALL) {
                if (rows.isEmpty() ? full || row.quick() : rows.contains(row.id())) {
                    measure(row, contestants, table);
                    say(table.line(row));
                    // Whoever ends this early keeps what was measured.
                    keep(table, conditions);
                }
            }
        } finally {
            running.values().forEach(Server::close);
        }
        measureSlow(contestants, table);
        keep(table, conditions);
        measureIdle(contestants, table);
        write(table, conditions);
        return 0;
    }

    /** A slip of the pen must not pass for a measurement, nor a part of it for the whole. */
    private void checkCall() {
        var known = Row.ALL.stream().map(Row::id).toList();
        for (var row : rows) {
            if (!known.contains(row) && !row.equals(NONE)) {
                throw wrong("--rows: " + row + " (expected: none, or some of " + String.join(", ", known) + ")");
            }
        }
        if (writeDocs && !(full && rows.isEmpty() && servers.isEmpty() && idle != 0 && slow != 0)) {
            throw wrong("--write-docs: it replaces all figures"
                    + " (expected: with --full, without --rows, --servers, --idle 0 and --slow 0)");
        }
    }

    private void checkServers(List<Contestant> all, List<String> missing) {
        if (writeDocs && !missing.isEmpty()) {
            throw wrong("--write-docs: it replaces all figures (expected: all servers; " + String.join("; ", missing)
                    + ")");
        }
        var known = all.stream().map(Contestant::id).toList();
        for (var server : servers) {
            if (!known.contains(server)) {
                throw wrong("--servers: " + server + " (expected: some of " + String.join(", ", known)
                        + (missing.isEmpty() ? "" : "; " + String.join("; ", missing)) + ")");
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int roundCount() {
        return rounds > 0 ? rounds : 3;
    }

    private Duration round() {
        return Duration.ofMillis((long) (1_000 * (seconds > 0 ? seconds : 0.7)));
    }

    private String measured() {
        return String.format(
                Locale.ROOT,
                "%d round%s of %s s for each row (paced ones %s s), after a warm-up of %s s (%s s for handshakes and polling)",
                roundCount(),
                roundCount() == 1 ? "" : "s",
                seconds(round()),
                seconds(atLeastPaced(round())),
                seconds(warmUp(Row.named("echo-16"))),
                seconds(warmUp(Row.named("handshake"))));
    }

    private static String seconds(Duration time) {
        return new BigDecimal(time.toMillis())
                .movePointLeft(3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Duration atLeastPaced(Duration round) {
        return round.compareTo(SHORTEST_PACED) < 0 ? SHORTEST_PACED : round;
    }

    private void measure(Row row, List<Contestant> contestants, Table table) {
        var count = roundCount();
        var round = row.rate() > 0 ? atLeastPaced(round()) : round();
        for (var i = 0; i < count; i++) {
            for (var contestant : contestants) {
                if (!contestant.without().contains(row.id())) {
                    measure(row, contestant, i == 0 ? warmUp(row) : BETWEEN, round, table);
                }
            }
        }
    }

    /** Returns how long the first round waits for code that has not been compiled for this row. */
    private Duration warmUp(Row row) {
        // A handshake comes by a thousand times less often than a message.
        var longer = row.scenario() == Scenario.HANDSHAKE || row.route() == Route.POLLING ? 2 : 1;
        return Duration.ofMillis((long) (1_000 * longer * (warmUp > 0 ? warmUp : full ? 4 : 2)));
    }

    private void measure(Row row, Contestant contestant, Duration warmUp, Duration round, Table table) {
        try {
            var server = server(contestant, row.id().startsWith("binary"));
            var settings = row.settings(contestant.load(server, row.scenario()), warmUp, round);
            table.add(row, contestant, Sample.of(Load.run(settings, line -> {})));
        } catch (LoadException | IllegalStateException e) {
            table.remark(contestant.id() + ", " + row.title() + ": " + e.getMessage());
        }
    }

    private Server server(Contestant contestant, boolean binary) {
        var special = binary && contestant.minds();
        var key = contestant.id() + special;
        var server = running.get(key);
        if (server == null) {
            server = contestant.start(special);
            running.put(key, server);
            // What all rows share is compiled before the first of them is measured.
            var first = special ? Row.named("binary-1k") : Row.named("echo-16");
            Load.run(first.settings(contestant.load(server, first.scenario()), FIRST, BETWEEN), line -> {});
        }
        return server;
    }

    private void measureSlow(List<Contestant> contestants, Table table) {
        var count = slow >= 0 ? slow : full ? 7 : 0;
        if (count == 0) {
            return;
        }
        for (var contestant : contestants) {
            try {
                table.add(SlowFigures.measure(
                        contestant,
                        count,
                        Duration.ofSeconds(full ? 3 : 1),
                        Compare::say,
                        remark -> table.remark(contestant.id() + SLOW + remark)));
            } catch (LoadException | IllegalStateException e) {
                table.remark(contestant.id() + SLOW + e.getMessage());
            }
        }
    }

    private void measureIdle(List<Contestant> contestants, Table table) {
        var connections = idle >= 0 ? idle : full ? 10_000 : 0;
        if (connections == 0) {
            return;
        }
        for (var contestant : contestants) {
            try {
                table.add(
                        IdleFigures.measure(contestant, connections, Duration.ofSeconds(full ? 25 : 5), Compare::say));
            } catch (LoadException | IllegalStateException e) {
                table.remark(contestant.id() + ", idle: " + e.getMessage());
            }
        }
    }

    private Path keep(Table table, List<String> conditions) throws IOException {
        var folder = Files.createDirectories(home.resolve("target/figures"));
        Files.writeString(folder.resolve("figures.md"), table.markdown(conditions));
        Files.writeString(folder.resolve("figures.json"), table.json(conditions));
        return folder;
    }

    private void write(Table table, List<String> conditions) throws IOException {
        var markdown = table.markdown(conditions);
        System.out.println(markdown);
        say("written to " + keep(table, conditions));
        if (writeDocs) {
            var page = home.resolve("../docs/performance.md");
            var text = Files.readString(page);
            Files.writeString(
                    page,
                    text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + "\n" + markdown + "\n"
                            + text.substring(text.indexOf(END)));
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
