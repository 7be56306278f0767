package dev.sockeye.cli.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts to all while connections echo at a rate, in turn with all reading and with some that do not: how much later
 * are the echoes of the others? Confined as {@link Course} says.
 */
final class SlowCourse extends Course implements Traffic {
    private static final int BROADCASTS_PER_SECOND = 20;

    private final String broadcast;
    private final byte[] prefix;
    private List<Client> fast = new ArrayList<>();
    private final Set<Client> slow = new HashSet<>();
    private @Nullable Future<?> broadcasting;
    private boolean running;
    private long begun;
    private long due;
    private long broadcasts;
    private long received;
    private long cut;
    private final List<Double> without = new ArrayList<>();
    private final List<Double> with = new ArrayList<>();

    SlowCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
        var message = Workload.of(Scenario.BROADCAST, 1_024, settings.eio(), settings.names());
        this.broadcast = new String(message.messages().get(0).request().get(0).bytes(), StandardCharsets.US_ASCII);
        this.prefix = message.prefix();
    }

    @Override
    int prepare() {
        var workload = learn(Workload.of(Scenario.ECHO, settings.size(), settings.eio(), settings.names()));
        rig.run(() -> {
            rig.traffic(this);
            rig.expect(workload);
        });
        var requests = RequestStream.frames(workload, 1);
        var slowOnes = (int) Math.max(1, settings.connections() * settings.slowShare());
        fast = open(settings.connections() - slowOnes, client -> client.use(requests))
                .clients();
        slow.addAll(open(slowOnes, client -> {}).clients());
        return fast.size() + slow.size();
    }

    @Override
    void begin() {
        running = true;
        begun = System.nanoTime();
        echo();
        var every = TimeUnit.SECONDS.toMillis(1) / BROADCASTS_PER_SECOND;
        broadcasting = rig.loop()
                .scheduleAtFixedRate(
                        () -> {
                            broadcasts++;
                            fast.get(0).sendRaw(broadcast);
                        },
                        every,
                        every,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    Round measure() {
        without.add(timed(this::await).micros(99));
        say(String.format(Locale.ROOT, "all read: p99 %.0f µs", without.get(without.size() - 1)));
        rig.run(() -> slow.forEach(client -> client.reading(false)));
        var round = timed(this::await);
        with.add(round.micros(99));
        rig.run(() -> slow.forEach(client -> client.reading(true)));
        refill();
        return round;
    }

    private void refill() {
        var left = rig.call(() -> {
            slow.removeIf(Client::gone);
            return (int) Math.max(1, settings.connections() * settings.slowShare()) - slow.size();
        });
        if (left > 0) {
            slow.addAll(open(left, client -> {}).clients());
        }
    }

    @Override
    void stop() {
        running = false;
        if (broadcasting != null) {
            broadcasting.cancel(false);
        }
        figures.put("p99MicrosAllRead", middle(without));
        figures.put("p99MicrosSomeDoNot", middle(with));
        figures.put("ratio", middle(with) / middle(without));
        figures.put("slowConnectionsClosedByServer", (double) cut);
    }

    @Override
    long missing() {
        var echoes = fast.stream()
                .mapToLong(client -> client.gone() ? 0 : client.stamps().waiting())
                .sum();
        return echoes + Math.max(0, broadcasts * fast.size() - received);
    }

    @Override
    public void replies(Client client, int count) {
        if (!client.stamps().answered(System.nanoTime(), count, rig.meter())) {
            rig.meter().wrong("more answers came than messages were sent");
        }
    }

    @Override
    public boolean other(Client client, Payload message) {
        var mine = message.startsWith(prefix);
        if (mine && !slow.contains(client)) {
            received++;
        }
        return mine;
    }

    @Override
    public boolean closed(Client client) {
        var expected = slow.contains(client);
        cut += expected ? 1 : 0;
        return expected;
    }

    private void echo() {
        if (!running) {
            return;
        }
        var now = System.nanoTime();
        for (var at = time(due); at <= now; at = time(due)) {
            var client = fast.get((int) (due++ % fast.size()));
            if (!client.gone()) {
                client.stamps().sent(at, 1);
                client.send(1);
                client.flush();
            }
        }
        rig.loop().schedule(this::echo, time(due) - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private long time(long message) {
        return begun + (long) (message * 1e9 / settings.rate());
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(0.0);
    }
}
