package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.server.host.memory.MemoryHost;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Is a server on a host in memory. Handlers run where the test runs, unless it says otherwise. */
final class TestServer implements AutoCloseable {
    final SocketIoServer io;
    final MemoryHost host;
    final List<ServerError> errors = new ArrayList<>();

    TestServer() {
        this(builder -> {});
    }

    TestServer(Consumer<SocketIoServerBuilder> options) {
        var builder = SocketIoServer.builder().handlerExecutor(HandlerExecutor.io());
        options.accept(builder);
        io = builder.build();
        io.onError(error -> {
            synchronized (errors) {
                errors.add(error);
            }
        });
        host = new MemoryHost(io);
    }

    /** Opens a session of revision 4 over a WebSocket, in no namespace yet. */
    TestClient open() {
        return open(host);
    }

    TestClient open(MemoryHost on) {
        return client(on, "/socket.io/?EIO=4&transport=websocket");
    }

    private static TestClient client(MemoryHost on, String target) {
        var handshake = on.webSocket(target);
        // Handler threads may be on the lane, which is then theirs for a moment.
        TestClient.soon(() -> !handshake.pending());
        return new TestClient(handshake.channel());
    }

    /** Opens a session of revision 5 and joins the main namespace. */
    TestClient connect() {
        return open().join("/");
    }

    /** Opens a session of a 2.x client, which is in the main namespace at once. */
    TestClient connect2x() {
        return connect2x("");
    }

    TestClient connect2x(String query) {
        return client(host, "/socket.io/?EIO=3&transport=websocket" + query);
    }

    /** Returns the only socket of the main namespace. */
    Socket socket() {
        assertThat(io.sockets()).hasSize(1);
        return io.sockets().iterator().next();
    }

    void advance(Duration time) {
        host.advance(time);
    }

    /** Closes the server and sees that nothing is left. */
    @Override
    public void close() {
        var done = io.close();
        host.advance(Duration.ofMinutes(1));
        done.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(io.sockets()).isEmpty();
        assertThat(io.lanes().size()).isZero();
        await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            // What other threads did at the end may have armed a timer for the last time.
            host.advance(Duration.ofSeconds(1));
            assertThat(host.clock().scheduled()).isZero();
        });
    }
}
