package dev.sockeye.cli.connect;

import dev.sockeye.socketio.client.ConnectFailedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Begins a session for somebody who does not want to wait for long: the first failure counts. */
final class Beginning {
    private Beginning() {}

    /** Joins the namespaces; tells whether all were joined. */
    static boolean await(Session session, Outlet outlet, Duration limit) throws InterruptedException {
        var joined = session.open();
        try {
            CompletableFuture.anyOf(joined, session.reporter().failure()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return joined.isDone() && !joined.isCompletedExceptionally();
        } catch (TimeoutException e) {
            outlet.say("not connected within " + Span.text(limit));
            return false;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof ConnectFailedException)) {
                outlet.say(Shown.sentence(String.valueOf(e.getCause())));
            }
            return false;
        }
    }
}
