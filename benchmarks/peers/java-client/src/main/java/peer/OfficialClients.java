package peer;

import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * Many official Java clients in one process, measured like the others: {@code <url> <clients> <busy clients> <in flight>
 * <seconds>}. They share an OkHttp client whose limits are out of the way.
 */
public final class OfficialClients {
    private static final int GROUP = 200;
    private static final long SETTLING = 5_000;
    private static final long IDLE = 10_000;
    private static final long WARM_UP = 5_000;

    private OfficialClients() {}

    public static void main(String[] args) throws Exception {
        int clients = Integer.parseInt(args[1]);
        int busy = Integer.parseInt(args[2]);
        int inFlight = Integer.parseInt(args[3]);
        int seconds = Integer.parseInt(args[4]);
        long before = resident();
        long heapBefore = heap();
        long begun = System.nanoTime();
        List<Socket> sockets = connect(args[0], clients);
        double connectSeconds = (System.nanoTime() - begun) / 1e9;
        Thread.sleep(SETTLING);
        double heapPerClient = (double) (heap() - heapBefore) / clients;
        double bytesPerClient = (double) (resident() - before) / clients;
        double idleFrom = processorSeconds();
        Thread.sleep(IDLE);
        double idleCores = (processorSeconds() - idleFrom) / (IDLE / 1000.0);
        long threads = status("Threads");

        LongAdder echoes = new LongAdder();
        String payload = "x".repeat(16);
        for (Socket socket : sockets.subList(0, busy)) {
            socket.on("message-back", values -> {
                echoes.increment();
                socket.emit("message", payload);
            });
            for (int i = 0; i < inFlight; i++) {
                socket.emit("message", payload);
            }
        }
        Thread.sleep(WARM_UP);
        long from = System.nanoTime();
        long echoesBefore = echoes.sum();
        double usedBefore = processorSeconds();
        Thread.sleep(seconds * 1000L);
        long done = echoes.sum() - echoesBefore;
        double used = processorSeconds() - usedBefore;
        double took = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "{\"client\":\"io.socket:socket.io-client 2.1.2, Java %s\",\"clients\":%d,\"connectSeconds\":%.2f,"
                        + "\"bytesPerClient\":%.0f,\"heapPerClient\":%.0f,\"idleCores\":%.4f,\"threads\":%d,"
                        + "\"echoesPerCpuSecond\":%.0f,\"echoesPerSecond\":%.0f}%n",
                Runtime.version().feature(),
                clients,
                connectSeconds,
                bytesPerClient,
                heapPerClient,
                idleCores,
                threads,
                done / used,
                done / took);
        System.exit(0);
    }

    private static List<Socket> connect(String url, int clients) throws InterruptedException {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient http = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        IO.Options options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setForceNew(true)
                .build();
        options.callFactory = http;
        options.webSocketFactory = http;
        List<Socket> sockets = new ArrayList<>();
        while (sockets.size() < clients) {
            int group = Math.min(GROUP, clients - sockets.size());
            CountDownLatch joined = new CountDownLatch(group);
            for (int i = 0; i < group; i++) {
                Socket socket = IO.socket(URI.create(url), options);
                socket.once(Socket.EVENT_CONNECT, values -> joined.countDown());
                socket.connect();
                sockets.add(socket);
            }
            if (!joined.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        joined.getCount() + " of " + sockets.size() + " clients were not connected within 60 s");
            }
        }
        return sockets;
    }

    private static double processorSeconds() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() / 1e9;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long resident() throws IOException {
        return status("VmRSS") * 1024;
    }

    private static long status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException(field + " is not in /proc/self/status");
    }
}
