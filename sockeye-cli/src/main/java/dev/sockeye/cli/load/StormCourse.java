package dev.sockeye.cli.load;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Loses all connections at once and opens them again, each round. Confined as {@link Course} says. */
final class StormCourse extends Course {
    private List<Client> clients = List.of();

    StormCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
    }

    @Override
    int prepare() {
        clients = open(settings.connections(), client -> {}).clients();
        return clients.size();
    }

    @Override
    void warmUp() {
        storm();
    }

    @Override
    Round measure() {
        return timed(this::storm);
    }

    private void storm() {
        var begun = System.nanoTime();
        var count = clients.size();
        var all = rig.call(() -> {
            clients.forEach(Client::cut);
            // Times count from the loss, as users would count them.
            return opener.open(count, client -> rig.meter().answered(System.nanoTime() - begun, 1));
        });
        var opening = await(all, Duration.ofMinutes(2));
        clients = opening.clients();
        rig.run(() -> rig.meter().failed(opening.failures()));
        if (clients.size() < count) {
            notes.add(clients.size() + " of " + count + " came back; the limit: " + opening.limit());
        }
    }

    @Override
    void stop() {
        clients.forEach(Client::cut);
    }
}
