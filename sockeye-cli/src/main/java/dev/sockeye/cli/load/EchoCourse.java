package dev.sockeye.cli.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has each connection send again as soon as it is answered, or all of them together at a rate, whatever is answered: times
 * then count from when a message should have been sent. Confined as {@link Course} says.
 */
final class EchoCourse extends Course implements Traffic {
    private static final int MOST_UNANSWERED = 10_000;

    private final boolean paced;
    private List<Client> clients = new ArrayList<>();
    private boolean running;

    // For a rate.
    private final double nanosBetween;
    private long begun;
    private long due;
    private long skipped;

    EchoCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
        this.paced = settings.rate() > 0;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / settings.rate();
    }

    @Override
    int prepare() {
        var workload = learn(Workload.of(settings.scenario(), settings.size(), settings.eio(), settings.names()));
        var requests = settings.route() == Route.POLLING
                ? RequestStream.packets(workload, settings.window(), settings.eio())
                : RequestStream.frames(workload, settings.window());
        rig.run(() -> {
            rig.traffic(this);
            rig.expect(workload);
        });
        clients = open(settings.connections(), client -> client.use(requests)).clients();
        return clients.size();
    }

    @Override
    void begin() {
        running = true;
        begun = System.nanoTime();
        if (paced) {
            tick();
            return;
        }
        for (var client : clients) {
            client.stamps().sent(System.nanoTime(), settings.window());
            client.send(settings.window());
            client.flush();
        }
    }

    @Override
    void stop() {
        running = false;
        if (skipped > 0) {
            notes.add(skipped + " messages were not sent, for " + MOST_UNANSWERED
                    + " on their connection were unanswered: the server can't keep up with the rate");
        }
    }

    @Override
    long missing() {
        var sum = 0L;
        for (var client : clients) {
            sum += client.gone() ? 0 : client.stamps().waiting();
        }
        return sum;
    }

    @Override
    public void replies(Client client, int count) {
        var now = System.nanoTime();
        if (!client.stamps().answered(now, count, rig.meter())) {
            rig.meter().wrong("more answers came than messages were sent");
        }
        if (running && !paced) {
            client.stamps().sent(now, count);
            client.send(count);
        }
    }

    @Override
    public void readComplete(Client client) {
        if (!paced) {
            client.flush();
        }
    }

    private void tick() {
        if (!running) {
            return;
        }
        var now = System.nanoTime();
        for (var at = time(due); at <= now; at = time(due)) {
            var client = clients.get((int) (due % clients.size()));
            due++;
            if (client.stamps().waiting() >= MOST_UNANSWERED) {
                skipped++;
            } else if (!client.gone()) {
                client.stamps().sent(at, 1);
                client.send(1);
                client.flush();
            }
        }
        rig.loop().schedule(this::tick, time(due) - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private long time(long message) {
        return begun + (long) (message * nanosBetween);
    }
}
