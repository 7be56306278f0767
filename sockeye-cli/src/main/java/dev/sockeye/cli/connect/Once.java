package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for one event. */
final class Once {
    private Once() {}

    /** Connects, emits, waits, and prints the event's arguments; returns the exit status. */
    static int run(Session session, Wishes wishes, Outlet outlet, Streams streams) throws InterruptedException {
        var event = wishes.once().orElseThrow();
        var come = session.reporter().first(event);
        var begun = System.nanoTime();
        if (!Beginning.await(session, outlet, wishes.timeout())) {
            return Script.FAILED;
        }
        for (var emit : wishes.emits()) {
            session.obey(Verb.parse("emit " + emit));
        }
        var left = wishes.timeout().minus(Duration.ofNanos(System.nanoTime() - begun));
        try {
            var first = come.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
            if (!wishes.json()) {
                streams.print(String.join(
                        " ",
                        first.args().stream()
                                .map(Json::write)
                                .map(Shown::harmless)
                                .toList()));
            }
            return Script.DONE;
        } catch (TimeoutException | ExecutionException e) {
            outlet.say(Shown.name(event) + " has not come within " + Span.text(wishes.timeout()));
            return Script.FAILED;
        }
    }
}
