package dev.sockeye.socketio.server;

import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has a connection leave a server that drains: at its turn, or when it is not busy any more. Confined to the lane. */
final class Leaving {
    private static final long LOOK_AGAIN = Duration.ofMillis(50).toNanos();

    private final Connection connection;
    private final Duration delay;
    private final long deadline;

    private Lane.@Nullable Cancellable timer;
    private boolean told;

    /** Makes a departure with a delay, and a deadline by the lane's clock. */
    Leaving(Connection connection, Duration delay, long deadline) {
        this.connection = connection;
        this.delay = delay;
        this.deadline = deadline;
    }

    void begin() {
        timer = connection.lane().schedule(this::due, delay);
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void due() {
        var left = deadline - connection.lane().nanoTime();
        if (left <= 0) {
            connection.server().close();
        } else if (!told && !connection.busy()) {
            told = true;
            // Here, since what follows may end the connection at once.
            timer = connection.lane().schedule(this::due, Duration.ofNanos(left));
            goAway();
        } else {
            timer = connection.lane().schedule(this::due, Duration.ofNanos(Math.min(left, LOOK_AGAIN)));
        }
    }

    private void goAway() {
        var session = connection.session();
        if (connection.server().options().disconnectOnClose()) {
            for (var socket : connection.sockets().all()) {
                session.send(socket.departure().farewell());
            }
        }
        session.close(CloseReason.SERVER_SHUTTING_DOWN);
    }
}
