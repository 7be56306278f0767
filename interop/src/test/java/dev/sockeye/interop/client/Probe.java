package dev.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.ClientOptionsBuilder;
import dev.sockeye.socketio.client.Socket;
import dev.sockeye.socketio.client.SocketIoClient;
import dev.sockeye.socketio.events.Args;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is a client under test, with a diary of what its socket is told. Thread-safe. */
final class Probe implements AutoCloseable {
    private static final long SECONDS = 15;

    final SocketIoClient client = SocketIoClient.create();
    final Queue<String> diary = new ConcurrentLinkedQueue<>();
    final Socket socket;

    Probe(String url, ClientOptionsBuilder options) {
        this(url, options.build());
    }

    private Probe(String url, ClientOptions options) {
        socket = client.socket(url, options, this::watch);
    }

    /** Connects and waits until the namespace is joined. */
    static Probe connected(String url, ClientOptionsBuilder options) {
        var probe = new Probe(url, options);
        probe.reaches("connect");
        return probe;
    }

    private void watch(Socket to) {
        to.onConnect(() -> diary.add("connect"));
        to.onDisconnect(reason -> diary.add("disconnect " + reason));
        to.onConnectError(failure -> diary.add("error " + failure.getMessage()));
    }

    /** Waits until the diary holds an entry, and forgets what came before and the entry. */
    void reaches(String entry) {
        await().alias(entry)
                .atMost(Duration.ofSeconds(SECONDS))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(diary).contains(entry));
        var said = diary.poll();
        while (!entry.equals(said)) {
            said = diary.remove();
        }
    }

    /** Waits until a queue holds so many, and returns them. */
    static <T> List<T> all(Queue<T> queue, int count) {
        await().atMost(Duration.ofSeconds(SECONDS))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(queue.size()).isGreaterThanOrEqualTo(count));
        return List.copyOf(queue);
    }

    /** Asks the server and waits for its answer. */
    Args ask(String event, Object... args) throws ExecutionException, InterruptedException, TimeoutException {
        return socket.emitWithAck(event, args).get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        client.close();
    }
}
