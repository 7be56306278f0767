package dev.sockeye.cli.load;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Opens connections and leaves them alone: what does each cost? Confined as {@link Course} says. */
final class IdleCourse extends Course {
    /** So many come and go first, so that what the server loads for its first ones is not counted. */
    private static final int FIRST = 200;

    private static final Duration LONGEST_CALM = Duration.ofSeconds(5);

    private List<Client> clients = List.of();

    IdleCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
    }

    @Override
    int prepare() {
        open(Math.min(FIRST, settings.connections()), client -> {}).clients().forEach(client -> rig.run(client::leave));
        sleep(calm());
        var before = server().map(ServerProcess::residentBytes).orElse(0L);
        var begun = System.nanoTime();
        clients = open(settings.connections(), client -> {}).clients();
        figures.put("connections", (double) clients.size());
        figures.put("openedPerSecond", clients.size() / ((System.nanoTime() - begun) / 1e9));
        sleep(calm());
        server().ifPresent(process -> {
            var after = process.residentBytes();
            figures.put("residentBefore", (double) before);
            figures.put("residentAfter", (double) after);
            figures.put("residentPerConnection", (double) (after - before) / clients.size());
            process.openFilesLimit().ifPresent(limit -> {
                if (clients.size() < settings.connections() && limit - clients.size() < 100) {
                    notes.add("the server may have " + limit + " open files (RLIMIT_NOFILE)");
                }
            });
        });
        return clients.size();
    }

    /** Returns how long the server may tidy up before its memory is looked at. */
    private Duration calm() {
        return settings.warmUp().compareTo(LONGEST_CALM) < 0 ? settings.warmUp() : LONGEST_CALM;
    }

    @Override
    Round measure() {
        var round = super.measure();
        server().ifPresent(process -> figures.put("residentAtEnd", (double) process.residentBytes()));
        return round;
    }

    @Override
    void stop() {
        clients.forEach(Client::cut);
    }
}
