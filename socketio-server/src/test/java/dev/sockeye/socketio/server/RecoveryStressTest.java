package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import dev.sockeye.engineio.server.host.memory.MemoryHost;
import dev.sockeye.socketio.events.HandlerExecutor;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that lose their connections again and again, on several lanes, while several threads emit numbered events. */
class RecoveryStressTest {
    private static final int CLIENTS = 12;
    private static final int KEEPERS = 3;
    private static final int SENDERS = 4;
    private static final int LANES = 4;
    private static final int ROOMS = 3;
    private static final int EVENTS = 1_500;
    private static final Pattern CONNECTED = Pattern.compile("40\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern EVENT =
            Pattern.compile("42\\[\"n\",(\\d+),\"(\\w+)\",(\\d+),\"([^\".]+\\.([^\"]+))\"]");

    private final TestServer server = new TestServer(builder ->
            builder.connectionStateRecovery(RecoveryOptions.defaults()).handlerExecutor(HandlerExecutor.pool(4)));
    private final List<MemoryHost> lanes = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(KEEPERS + SENDERS + 1);
    private volatile boolean over;

    @AfterEach
    void close() {
        threads.shutdown();
        server.close();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void nothingIsMissingOrComesTwiceHoweverConnectionsAreLost() throws Exception {
        run(20_261_121);
    }

    @Test
    void nothingIsMissingOrComesTwiceWithOtherLosses() throws Exception {
        run(7);
    }

    private void run(long seed) throws Exception {
        var seeds = new Random(seed);
        for (var i = 0; i < LANES; i++) {
            lanes.add(server.host.otherLane());
        }
        var wanderers = new ArrayList<Wanderer>();
        for (var i = 0; i < CLIENTS; i++) {
            wanderers.add(new Wanderer("r" + i % ROOMS, new Random(seeds.nextLong())));
        }
        wanderers.forEach(Wanderer::enter);
        var keepers = new ArrayList<CompletableFuture<Void>>();
        for (var i = 0; i < KEEPERS; i++) {
            var own = wanderers.subList(i * CLIENTS / KEEPERS, (i + 1) * CLIENTS / KEEPERS);
            var random = new Random(seeds.nextLong());
            keepers.add(CompletableFuture.runAsync(() -> keep(own, random), threads));
        }
        var churn = new Random(seeds.nextLong());
        keepers.add(CompletableFuture.runAsync(() -> churn(wanderers, churn), threads));
        var senders = new ArrayList<CompletableFuture<Map<String, Integer>>>();
        for (var i = 0; i < SENDERS; i++) {
            var number = i;
            var random = new Random(seeds.nextLong());
            senders.add(CompletableFuture.supplyAsync(() -> send(number, random), threads));
        }

        var sent = new ArrayList<Map<String, Integer>>();
        for (var sender : senders) {
            sent.add(sender.get(30, TimeUnit.SECONDS));
        }
        over = true;
        for (var keeper : keepers) {
            keeper.get(30, TimeUnit.SECONDS);
        }

        for (var wanderer : wanderers) {
            wanderer.settle(sent);
        }
        var usage = server.io.root().recoveryUsage().orElseThrow();
        assertThat(usage.recovered()).isGreaterThan(10L * CLIENTS);
        assertThat(server.io.sockets()).hasSize(CLIENTS).allMatch(Socket::recovered);
    }

    private Map<String, Integer> send(int sender, Random random) {
        var sent = new HashMap<String, Integer>();
        for (var i = 0; i < EVENTS; i++) {
            var room = random.nextInt(ROOMS + 2);
            var target = room == ROOMS ? "all" : room > ROOMS ? "noise" : "r" + room;
            var number = sent.merge(target, 1, Integer::sum);
            if (target.equals("all")) {
                server.io.emit("n", sender, target, number);
            } else {
                server.io.to(target).emit("n", sender, target, number);
            }
            LockSupport.parkNanos(500_000);
        }
        return sent;
    }

    private void keep(List<Wanderer> wanderers, Random random) {
        while (!over) {
            wanderers.get(random.nextInt(wanderers.size())).loseAndComeBack();
            LockSupport.parkNanos(1_000_000L * random.nextInt(4));
        }
    }

    private void churn(List<Wanderer> wanderers, Random random) {
        while (!over) {
            var sid = wanderers.get(random.nextInt(wanderers.size())).sid;
            server.io.root().socket(sid).ifPresent(socket -> {
                if (random.nextBoolean()) {
                    socket.join("noise");
                } else {
                    socket.leave("noise");
                }
            });
            LockSupport.parkNanos(300_000);
        }
    }

    private static void until(BooleanSupplier met) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(10))
                .until(met::getAsBoolean);
    }

    /** Is a client that sees what it is sent up to some point only. Confined to one thread after the other. */
    private final class Wanderer {
        private final String room;
        private final Random random;
        private final Map<String, Integer> last = new HashMap<>();
        private MemoryChannel channel;
        private volatile String sid = "";
        private String pid = "";
        private String offset = "";
        private long number;
        private int read;
        private boolean welcomed;

        Wanderer(String room, Random random) {
            this.room = room;
            this.random = random;
            channel = open();
        }

        private MemoryChannel open() {
            var exchange = lanes.get(random.nextInt(LANES)).webSocket("/socket.io/?EIO=4&transport=websocket");
            // Another thread may be at work on that lane.
            until(() -> exchange.status() == 101 && !exchange.channel().texts().isEmpty());
            read = 0;
            welcomed = false;
            return exchange.channel();
        }

        void enter() {
            channel.receive("40");
            until(this::readsWelcome);
            Objects.requireNonNull(server.io.root().socket(sid).orElse(null)).join(room);
        }

        void loseAndComeBack() {
            var lost = channel;
            // Some losses the server notices, before or after the return; others it learns by the return.
            var noticed = random.nextInt(3);
            if (noticed == 0) {
                lost.closeByClient(1006);
            }
            var texts = lost.texts();
            // What was on the way is lost, too.
            see(texts.subList(0, Math.max(read, texts.size() - random.nextInt(20))));
            comeBack();
            if (noticed == 1) {
                lost.closeByClient(1006);
            }
            if (random.nextInt(4) > 0) {
                untilWelcome();
            }
        }

        private void comeBack() {
            channel = open();
            channel.receive(
                    offset.isEmpty()
                            ? "40{\"pid\":\"" + pid + "\"}"
                            : "40{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}");
        }

        private void untilWelcome() {
            until(() -> readsWelcome() || channel.closed());
            while (!readsWelcome()) {
                // What it sent over an earlier connection, on another lane, was read later, and counts.
                comeBack();
                until(() -> readsWelcome() || channel.closed());
            }
        }

        private boolean readsWelcome() {
            see(channel.texts());
            return welcomed;
        }

        private void see(List<String> texts) {
            for (; read < texts.size(); read++) {
                var text = texts.get(read);
                var event = EVENT.matcher(text);
                var connected = CONNECTED.matcher(text);
                if (event.matches()) {
                    see(event.group(1) + event.group(2), Integer.parseInt(event.group(3)), event.group(2));
                    offset = event.group(4);
                    var next = Long.parseLong(event.group(5), Character.MAX_RADIX);
                    assertThat(next).as(text).isGreaterThan(number);
                    number = next;
                } else if (connected.matches()) {
                    welcomed = true;
                    if (pid.isEmpty()) {
                        sid = connected.group(1);
                        pid = connected.group(2);
                    }
                    assertThat(connected.group(1)).isEqualTo(sid);
                    assertThat(connected.group(2)).isEqualTo(pid);
                }
            }
        }

        private void see(String key, int value, String target) {
            int before = last.getOrDefault(key, 0);
            if (target.equals("noise")) {
                // Of this room it is no member all the time.
                assertThat(value).as(key).isGreaterThan(before);
            } else {
                assertThat(value).as(key).isEqualTo(before + 1);
                assertThat(target).isIn("all", room);
            }
            last.put(key, value);
        }

        /** Comes back for the last time, and waits for what is still to come. */
        void settle(List<Map<String, Integer>> sent) {
            loseAndComeBack();
            untilWelcome();
            for (var sender = 0; sender < sent.size(); sender++) {
                for (var target : List.of("all", room)) {
                    var key = sender + target;
                    var expected = sent.get(sender).getOrDefault(target, 0);
                    until(() -> {
                        see(channel.texts());
                        return last.getOrDefault(key, 0).equals(expected);
                    });
                }
            }
        }
    }
}
