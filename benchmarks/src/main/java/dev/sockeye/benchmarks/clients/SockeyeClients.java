package dev.sockeye.benchmarks.clients;

import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.client.SocketIoClient;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many clients in one process: {@code <url> <clients> <busy clients> <in flight> <seconds> [--io] [--restart]}. Prints one
 * line of JSON. With {@code --restart} it says "now" when all are connected and waits until the server, which somebody else
 * ends and starts again, has all of them back; then it prints how the returns were spread.
 */
public final class SockeyeClients {
    private static final int GROUP = 200;
    private static final long SETTLING = 5_000;
    private static final long IDLE = 10_000;
    private static final long WARM_UP = 5_000;

    private final List<String> args;
    private final int clients;
    private final SocketIoClient client;

    private SockeyeClients(List<String> args) {
        this.args = args;
        clients = number(1);
        var builder = SocketIoClient.builder();
        if (args.contains("--io")) {
            builder.handlerExecutor(HandlerExecutor.io());
        }
        client = builder.build();
    }

    /** Measures. */
    public static void main(String[] args) throws Exception {
        new SockeyeClients(List.of(args)).run();
        System.exit(0);
    }

    private int number(int at) {
        return Integer.parseInt(args.get(at));
    }

    private void run() throws Exception {
        var residentBefore = Self.resident();
        var heapBefore = Self.heap();
        var begun = System.nanoTime();
        var sockets = connect();
        var connectSeconds = (System.nanoTime() - begun) / 1e9;
        if (args.contains("--restart")) {
            restart(sockets);
            return;
        }
        Thread.sleep(SETTLING);
        var heapPerClient = (double) (Self.heap() - heapBefore) / clients;
        var bytesPerClient = (double) (Self.resident() - residentBefore) / clients;
        var idleFrom = Self.processorSeconds();
        Thread.sleep(IDLE);
        var idleCores = (Self.processorSeconds() - idleFrom) / (IDLE / 1000.0);
        var threads = Self.threads();
        var echoes = echoes(sockets.subList(0, number(2)), number(3), number(4));
        System.out.printf(
                Locale.ROOT,
                "{\"client\":\"Sockeye%s, Java %d\",\"clients\":%d,\"connectSeconds\":%.2f,\"bytesPerClient\":%.0f,"
                        + "\"heapPerClient\":%.0f,\"idleCores\":%.4f,\"threads\":%d,\"echoesPerCpuSecond\":%.0f,"
                        + "\"echoesPerSecond\":%.0f}%n",
                args.contains("--io") ? " (handlers on I/O threads)" : "",
                Runtime.version().feature(),
                clients,
                connectSeconds,
                bytesPerClient,
                heapPerClient,
                idleCores,
                threads,
                echoes.perCpuSecond,
                echoes.perSecond);
    }

    private List<Socket> connect() throws Exception {
        var options = ClientOptions.builder()
                .transports("websocket")
                .forceNew(true)
                .autoConnect(false)
                .build();
        var sockets = new ArrayList<Socket>();
        while (sockets.size() < clients) {
            var joined = new ArrayList<CompletableFuture<Socket>>();
            for (var i = Math.min(GROUP, clients - sockets.size()); i > 0; i--) {
                var socket = client.socket(args.get(0), options);
                sockets.add(socket);
                joined.add(socket.connect());
            }
            CompletableFuture.allOf(joined.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        }
        return sockets;
    }

    private record Echoes(double perCpuSecond, double perSecond) {}

    private static Echoes echoes(List<Socket> busy, int inFlight, int seconds) throws InterruptedException {
        var echoes = new LongAdder();
        var payload = "x".repeat(16);
        for (var socket : busy) {
            socket.on("message-back", (args, ack) -> {
                echoes.increment();
                socket.emit("message", payload);
            });
            for (var i = 0; i < inFlight; i++) {
                socket.emit("message", payload);
            }
        }
        Thread.sleep(WARM_UP);
        var from = System.nanoTime();
        var before = echoes.sum();
        var usedBefore = Self.processorSeconds();
        Thread.sleep(seconds * 1000L);
        var done = echoes.sum() - before;
        var used = Self.processorSeconds() - usedBefore;
        return new Echoes(done / used, done / ((System.nanoTime() - from) / 1e9));
    }

    private void restart(List<Socket> sockets) throws InterruptedException, IOException {
        var away = new CountDownLatch(clients);
        var back = new CountDownLatch(clients);
        var returns = new long[clients];
        for (var i = 0; i < clients; i++) {
            var index = i;
            var socket = sockets.get(i);
            socket.onDisconnect(reason -> away.countDown());
            socket.onConnect(() -> {
                returns[index] = System.nanoTime();
                back.countDown();
            });
        }
        System.out.println("now");
        if (!away.await(120, TimeUnit.SECONDS) || !back.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("after 120 s " + away.getCount() + " clients have not left and "
                    + back.getCount() + " are not back");
        }
        Arrays.sort(returns);
        var echoed = sockets.get(ThreadLocalRandom.current().nextInt(clients))
                .emitWithAck("message-with-ack", "back")
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .get(0, String.class);
        System.out.printf(
                Locale.ROOT,
                "{\"client\":\"Sockeye, Java %d\",\"clients\":%d,\"secondsBetweenFirstAndLastReturn\":%.2f,"
                        + "\"mostReturnsInASecond\":%d,\"answer\":\"%s\"}%n",
                Runtime.version().feature(),
                clients,
                (returns[clients - 1] - returns[0]) / 1e9,
                most(returns),
                echoed);
    }

    /** Returns how many came back within one second at most. */
    private static int most(long[] times) {
        var most = 0;
        for (int from = 0, to = 0; to < times.length; to++) {
            while (times[to] - times[from] > 1_000_000_000L) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }
}
