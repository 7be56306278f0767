package dev.sockeye.cli.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Is a kind of load in action. Confined to the thread that runs it, but for what runs on the event loop. */
abstract class Course {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);
    private static final double WARM_SHARE = 0.7;
    private static final int LONGEST_WARM_UP = 3;
    private static final int LONGEST_OPENING_MINUTES = 5;

    final LoadSettings settings;
    final Rig rig;
    final Opener opener;
    final Map<String, Double> figures = new LinkedHashMap<>();
    final List<String> notes = new ArrayList<>();
    private final Consumer<String> progress;
    private final Optional<ServerProcess> server;
    private final ServerProcess self = ServerProcess.of(ProcessHandle.current().pid());

    Course(LoadSettings settings, Rig rig, Consumer<String> progress) {
        this.settings = settings;
        this.rig = rig;
        this.progress = progress;
        this.opener = new Opener(rig, settings.route(), settings.opening());
        this.server = settings.serverPid().isPresent()
                ? Optional.of(ServerProcess.of(settings.serverPid().getAsLong()))
                : Optional.empty();
    }

    /** Opens what is needed; returns how many connections there are. */
    abstract int prepare();

    /** Begins to send, on the event loop. */
    void begin() {}

    /** Sends no more, on the event loop. */
    void stop() {}

    /** Returns how many answers are still to come; on the event loop. */
    long missing() {
        return 0;
    }

    /** Measures one round. */
    Round measure() {
        return timed(this::await);
    }

    /** Waits for the time of a round, and on a machine that is too busy to do anything in it a little longer. */
    final void await() {
        sleep(settings.round());
        var end = System.nanoTime() + LAST_ANSWERS.toNanos();
        while (settings.scenario() != Scenario.IDLE
                && rig.call(rig.meter()::operations) == 0
                && System.nanoTime() < end) {
            sleep(Duration.ofMillis(10));
        }
    }

    final LoadResult run() {
        var connections = prepare();
        var rounds = new ArrayList<Round>();
        rig.run(this::begin);
        if (!settings.warmUp().isZero()) {
            say("warming up for " + settings.warmUp().toMillis() / 1000.0 + " s");
            warmUp();
        }
        for (var i = 1; i <= settings.rounds(); i++) {
            var round = measure();
            rounds.add(round);
            say(TextResult.line("round " + i + " of " + settings.rounds(), round));
        }
        rig.run(this::stop);
        var lost = lastAnswers();
        var verdict = rig.call(() -> rig.meter().verdict(lost));
        return new LoadResult(settings, connections, rounds, verdict, figures, notes);
    }

    /** Waits until the server has had that much processor time, where it can be seen and is not limited by a rate. */
    void warmUp() {
        var before = server.map(ServerProcess::cpuSeconds).orElse(0.0);
        var wanted = settings.warmUp().toMillis() / 1_000.0 * WARM_SHARE;
        sleep(settings.warmUp());
        if (server.isEmpty() || settings.rate() > 0 || settings.scenario() == Scenario.IDLE) {
            return;
        }
        // On a machine that does other things, too, time passes without anything having been compiled.
        var end = System.nanoTime() + settings.warmUp().toNanos() * LONGEST_WARM_UP;
        while (server.orElseThrow().cpuSeconds() - before < wanted && System.nanoTime() < end) {
            sleep(Duration.ofMillis(20));
        }
    }

    final Round timed(Runnable action) {
        rig.run(rig.meter()::begin);
        var cpu = server.map(ServerProcess::cpuSeconds).orElse(0.0);
        var system = server.map(ServerProcess::systemSeconds).orElse(0.0);
        var own = self.cpuSeconds();
        var begun = System.nanoTime();
        action.run();
        // The counters change with the next round, so they are taken where they are counted.
        return rig.call(() -> new Round(
                (System.nanoTime() - begun) / 1e9,
                rig.meter().operations(),
                server.map(ServerProcess::cpuSeconds).orElse(0.0) - cpu,
                server.map(ServerProcess::systemSeconds).orElse(0.0) - system,
                server.map(ServerProcess::residentBytes).orElse(0L),
                self.cpuSeconds() - own,
                rig.meter().latency().copy()));
    }

    final Optional<ServerProcess> server() {
        return server;
    }

    final void say(String line) {
        progress.accept(line);
    }

    /** Opens sessions and waits until they are there. */
    final Opener.Opening open(int count, Consumer<Client> each) {
        say("opening " + count + " connections");
        var opening = await(rig.call(() -> opener.open(count, each)), Duration.ofMinutes(LONGEST_OPENING_MINUTES));
        var opened = opening.clients().size();
        if (opened == 0) {
            throw new LoadException("no connection could be opened: " + opening.limit());
        }
        // How many connections can be opened is a result of its own, not a fault.
        if (settings.scenario() != Scenario.IDLE) {
            rig.run(() -> rig.meter().failed(opening.failures()));
        }
        if (opened < count) {
            notes.add(opened + " of " + count + " connections were opened; the limit: " + opening.limit());
            say(notes.get(notes.size() - 1));
        }
        return opening;
    }

    /** Does what a new connection needs before it can be sent messages; on the event loop. */
    void joined(Client client) {}

    /** Has one connection try how the server answers. */
    final Workload learn(Workload workload) {
        var client = open(1, this::joined).clients().get(0);
        var learned = Calibration.learn(rig, workload, client);
        rig.run(client::leave);
        if (!workload.sameAnswers(learned)) {
            notes.add("the server answers with other bytes than it was sent: "
                    + learned.messages().get(0).reply().stream()
                            .map(Payload::shown)
                            .toList());
        }
        return learned;
    }

    static <T> T await(CompletableFuture<T> future, Duration atMost) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LoadException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LoadException("nothing more came for " + atMost.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    private long lastAnswers() {
        var end = System.nanoTime() + LAST_ANSWERS.toNanos();
        var missing = rig.call(this::missing);
        while (missing > 0 && System.nanoTime() < end) {
            sleep(Duration.ofMillis(10));
            missing = rig.call(this::missing);
        }
        return missing;
    }
}
