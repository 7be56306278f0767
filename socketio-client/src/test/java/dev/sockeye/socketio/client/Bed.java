package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.engineio.client.EngineListener;
import dev.sockeye.engineio.client.Lane;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Is a client in memory with a clock of its own: its connections are the test's, its handlers run where the test runs. */
final class Bed implements Engines, AutoCloseable {
    final FakeClock clock = new FakeClock();
    final List<FakeEngine> engines = new ArrayList<>();
    final List<URI> uris = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final SocketIoClient client = new SocketIoClient(this, new HandlerThreads(HandlerExecutor.io()), null, false);
    int leases;

    static ClientOptionsBuilder options() {
        return ClientOptions.builder().randomizationFactor(0);
    }

    Socket socket(String uri, UnaryOperator<ClientOptionsBuilder> options) {
        return client.socket(uri, options.apply(options()).build());
    }

    /** Makes a socket that notes in the log what it is told. */
    Socket socket(UnaryOperator<ClientOptionsBuilder> options) {
        return noted(socket("http://host/", options));
    }

    Socket socket() {
        return socket(options -> options);
    }

    /** Makes a socket whose namespace is joined. */
    Socket connected(UnaryOperator<ClientOptionsBuilder> options) {
        var socket = socket(options);
        engine().join();
        engine().sent();
        return socket;
    }

    Socket connected() {
        return connected(options -> options);
    }

    Socket noted(Socket socket) {
        var name = socket.nsp().equals("/") ? "" : socket.nsp() + " ";
        socket.onConnect(() -> log.add(name + "connect"));
        socket.onDisconnect((reason, description) -> log.add(name + "disconnect " + reason.text()));
        socket.onConnectError(
                error -> log.add(name + "connect_error " + error.getMessage() + (error.retried() ? "" : ", final")));
        socket.onAny((event, args, ack) -> log.add(name + "event " + event));
        socket.onDropped(dropped -> log.add(name + "dropped " + dropped.event() + " " + dropped.reason()));
        return socket;
    }

    /** Returns the newest connection. */
    FakeEngine engine() {
        return engines.get(engines.size() - 1);
    }

    /** Returns what was noted since it was asked last. */
    List<String> log() {
        var all = List.copyOf(log);
        log.clear();
        return all;
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    void seconds(long count) {
        advance(Duration.ofSeconds(count));
    }

    @Override
    public Lease lease() {
        leases++;
        return new Lease() {
            @Override
            public Lane lane() {
                return clock;
            }

            @Override
            public void end() {
                leases--;
            }
        };
    }

    @Override
    public Engine open(Lane lane, URI uri, EngineClientOptions options, EngineListener listener) {
        var engine = new FakeEngine(lane, options, listener);
        engines.add(engine);
        uris.add(uri);
        return engine;
    }

    /** Closes the client and sees that nothing is left. */
    @Override
    public void close() {
        assertThat(client.closeAsync()).isCompleted();
        assertThat(leases).isZero();
        assertThat(clock.scheduled()).isZero();
        assertThat(engines).allMatch(engine -> engine.ended);
    }
}
