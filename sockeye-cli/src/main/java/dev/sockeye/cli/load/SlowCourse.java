package dev.sockeye.cli.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Broadcasts to all while connections echo at a rate, in turn with all reading and with some that do not: how much later
 * are the echoes of the others? Before each round so much is broadcast that the buffers of the kernel are full for those
 * that do not read, and the server has to hold the rest. Confined as {@link Course} says.
 */
final class SlowCourse extends Course implements Traffic {
    private static final int BROADCASTS_PER_SECOND = 20;
    private static final int BROADCAST_BYTES = 1_024;
    // What the server is to hold for each that does not read, before a round begins.
    private static final int HELD_BYTES = 128 * 1_024;
    private static final int WORTH_A_NOTE = HELD_BYTES / 4;
    private static final Duration TIME_TO_STAY = Duration.ofMillis(50);
    private static final int MOST_BEFORE = 4_096;
    private static final int BLINDLY = 1_024;
    private static final int STEP = 64;
    private static final int AT_ONCE = 8;
    private static final Duration LONGEST_BEFORE = Duration.ofSeconds(60);
    private static final Duration LONGEST_SETTLING = Duration.ofSeconds(10);
    // A broadcast may cross a new connection, and another is on its way most of the time.
    private static final int UNDER_WAY = 2;

    private final String broadcast;
    private final byte[] prefix;
    private List<Client> fast = new ArrayList<>();
    // With how many broadcasts there had been when it came.
    private final Map<Client, Long> slow = new HashMap<>();
    private @Nullable Future<?> broadcasting;
    private boolean running;
    private long begun;
    private long due;
    private long broadcasts;
    // How many there had been when some stopped to read.
    private long unread;
    private int before = BLINDLY;
    private long received;
    private long cut;
    private final List<Double> without = new ArrayList<>();
    private final List<Double> with = new ArrayList<>();
    private final List<Double> held = new ArrayList<>();

    SlowCourse(LoadSettings settings, Rig rig, Consumer<String> progress) {
        super(settings, rig, progress);
        var message = Workload.of(Scenario.BROADCAST, BROADCAST_BYTES, settings.eio(), settings.names());
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
        openSlow(slowOnes);
        return fast.size() + slow.size();
    }

    @Override
    void begin() {
        running = true;
        begun = System.nanoTime();
        echo();
        var every = TimeUnit.SECONDS.toMillis(1) / BROADCASTS_PER_SECOND;
        broadcasting = rig.loop().scheduleAtFixedRate(this::broadcast, every, every, TimeUnit.MILLISECONDS);
    }

    private void broadcast() {
        broadcasts++;
        fast.get(0).sendRaw(broadcast);
    }

    @Override
    Round measure() {
        // As often as before the other kind of round, whatever is held.
        broadcastMuch(before, () -> OptionalDouble.of(0));
        settle(this::missing);
        without.add(timed(this::await).micros(99));
        say(String.format(Locale.ROOT, "all read: p99 %.0f µs", without.get(without.size() - 1)));
        rig.run(() -> {
            unread = broadcasts;
            slow.keySet().forEach(client -> client.reading(false));
        });
        before = broadcastMuch(MOST_BEFORE, this::heldForEach);
        settle(this::missing);
        var round = timed(this::await);
        with.add(round.micros(99));
        heldForEach().ifPresent(this::hold);
        rig.run(() -> slow.keySet().forEach(client -> client.reading(true)));
        // What was closed behind what they had not read shows only now.
        settle(this::notCaughtUp);
        refill();
        return round;
    }

    private void hold(double bytes) {
        held.add(bytes);
        if (bytes < WORTH_A_NOTE) {
            var note = String.format(Locale.ROOT, "the server held %,.0f bytes for each slow one: not much", bytes);
            if (!notes.contains(note)) {
                notes.add(note);
            }
        }
    }

    /** Waits until nothing is missing, or no longer. */
    private void settle(LongSupplier missing) {
        var end = System.nanoTime() + LONGEST_SETTLING.toNanos();
        while (rig.call(missing::getAsLong) > 0 && System.nanoTime() < end) {
            sleep(Duration.ofMillis(1));
        }
    }

    /**
     * Broadcasts as fast as those that read receive it, until the server holds enough for the others; returns how often.
     * Where nobody can say how much that is, in front of a server elsewhere, a fixed number has to do.
     */
    private int broadcastMuch(int most, Supplier<OptionalDouble> held) {
        var end = System.nanoTime() + LONGEST_BEFORE.toNanos();
        var sent = 0;
        var enough = false;
        while (!enough && sent < most && System.nanoTime() < end && rig.call(this::allThere)) {
            for (var i = 0; i < STEP; i += AT_ONCE) {
                rig.run(() -> IntStream.range(0, AT_ONCE).forEach(one -> broadcast()));
                while (rig.call(this::notReceived) > 0 && System.nanoTime() < end) {
                    sleep(Duration.ofMillis(1));
                }
            }
            sent += STEP;
            var seen = held.get();
            enough = seen.isEmpty() ? sent >= BLINDLY : isEnough(seen) && stays(held);
        }
        return sent;
    }

    private static boolean isEnough(OptionalDouble held) {
        return held.orElse(0) >= HELD_BYTES;
    }

    /** Tells whether it is still enough when the kernel has had time to find more room. */
    private static boolean stays(Supplier<OptionalDouble> held) {
        sleep(TIME_TO_STAY);
        return isEnough(held.get());
    }

    private boolean allThere() {
        return fast.stream().noneMatch(Client::gone);
    }

    /** Returns what the server holds for each of those that do not read: what was to be sent and is not with the kernel. */
    private OptionalDouble heldForEach() {
        // Not on the event loop, where it would delay echoes.
        var queues = KernelQueues.read();
        return rig.call(() -> {
            var sent = (broadcasts - unread) * BROADCAST_BYTES;
            return slow.keySet().stream()
                    .filter(client -> !client.gone())
                    .flatMapToLong(client -> ((SocketClient) client).inKernel(queues).stream())
                    .map(inKernel -> Math.max(0, sent - inKernel))
                    .average();
        });
    }

    /** Counts the slow ones that have yet to receive what was broadcast while they did not read. */
    private long notCaughtUp() {
        return slow.entrySet().stream()
                .filter(one -> !one.getKey().gone())
                .filter(one -> one.getKey().received < broadcasts - one.getValue() - UNDER_WAY)
                .count();
    }

    private void openSlow(int count) {
        rig.run(() -> rig.narrow(true));
        open(count, client -> slow.put(client, broadcasts));
        rig.run(() -> rig.narrow(false));
    }

    private void refill() {
        var left = rig.call(() -> {
            slow.keySet().removeIf(Client::gone);
            return (int) Math.max(1, settings.connections() * settings.slowShare()) - slow.size();
        });
        if (left > 0) {
            openSlow(left);
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
        if (!held.isEmpty()) {
            figures.put("bytesHeldForEachSlow", middle(held));
        }
    }

    @Override
    long missing() {
        var echoes = fast.stream()
                .mapToLong(client -> client.gone() ? 0 : client.stamps().waiting())
                .sum();
        return echoes + notReceived();
    }

    private long notReceived() {
        return Math.max(0, broadcasts * fast.size() - received);
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
        if (mine && slow.containsKey(client)) {
            client.received++;
        } else if (mine) {
            received++;
        }
        return mine;
    }

    @Override
    public boolean closed(Client client) {
        var expected = slow.containsKey(client);
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
