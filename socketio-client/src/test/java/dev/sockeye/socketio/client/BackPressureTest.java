package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Handlers run when the test says so. */
final class BackPressureTest {
    private final Bed bed = new Bed();
    private final ArrayDeque<Runnable> handlers = new ArrayDeque<>();
    private final SocketIoClient client =
            new SocketIoClient(bed, new HandlerThreads(HandlerExecutor.of(handlers::add)), null, false);

    private Socket socket(String uri) {
        return client.socket(
                uri,
                Bed.options().limits(ClientLimits.DEFAULT.withQueue(4, 1000)).build());
    }

    private void handle() {
        for (var task = handlers.poll(); task != null; task = handlers.poll()) {
            task.run();
        }
    }

    @Test
    void aSocketThatIsBehindStopsTheReadingUntilHalfIsHandled() {
        var seen = new ArrayList<Integer>();
        var socket = socket("http://host");
        socket.on("n", int.class, n -> seen.add(n));
        bed.engine().join();
        for (var i = 0; i < 4; i++) {
            assertThat(bed.engine().reading).isTrue();
            bed.engine().receive("2[\"n\"," + i + "]");
        }
        assertThat(bed.engine().reading).isFalse();
        assertThat(seen).isEmpty();

        handle();

        assertThat(seen).containsExactly(0, 1, 2, 3);
        assertThat(bed.engine().reading).isTrue();
        client.closeAsync();
        handle();
    }

    @Test
    void bytesCountToo() {
        var socket = socket("http://host");
        socket.on("n", () -> {});
        bed.engine().join().receive("2[\"n\",\"" + "x".repeat(2000) + "\"]");
        assertThat(bed.engine().reading).isFalse();
        handle();
        assertThat(bed.engine().reading).isTrue();
        client.closeAsync();
        handle();
    }

    @Test
    void aNewConnectionIsNotReadFromBeforeTheHandlersHaveCaughtUp() {
        socket("http://host");
        bed.engine().join();
        for (var i = 0; i < 5; i++) {
            bed.engine().receive("2[\"n\"]");
        }
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        bed.advance(bed.clock.untilNext());
        bed.engine().open();
        assertThat(bed.engine().reading).isFalse();

        handle();

        assertThat(bed.engine().reading).isTrue();
        client.closeAsync();
        handle();
    }

    @Test
    void theLaneIsKeptUntilTheHandlersHaveEnded() {
        var told = new ArrayList<String>();
        var socket = socket("http://host");
        socket.onDisconnect(reason -> told.add(reason.text()));
        bed.engine().join();
        handle();
        var closed = client.closeAsync();
        assertThat(closed).isNotDone();
        assertThat(bed.leases).isOne();

        handle();

        assertThat(told).containsExactly("io client disconnect");
        assertThat(closed).isCompleted();
        assertThat(bed.leases).isZero();
    }
}
