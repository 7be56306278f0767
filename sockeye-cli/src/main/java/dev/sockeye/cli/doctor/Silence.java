package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Failure;
import dev.sockeye.cli.probe.ProbeException;
import dev.sockeye.cli.probe.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is two connections on which nothing is said, a waiting poll and a WebSocket, until the server must say something. */
final class Silence {
    private static final Duration MARGIN = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final int MOST_POLLS = 4;

    /** Says how a connection ended its silence. */
    enum End {
        QUIET,
        PING,
        CLOSED,
        CUT,
        NOT_HELD,
        NO_PONG
    }

    /**
     * Is how a connection ended its silence.
     *
     * @param end how
     * @param after when
     * @param seen what was seen
     */
    record Outcome(End end, Duration after, String seen) {}

    private final Visit visit;
    private final Duration interval;
    private final Duration wait;
    private final CompletableFuture<Optional<Outcome>> poll;
    private final CompletableFuture<Optional<Outcome>> webSocket;

    private Silence(Visit visit) {
        this.visit = visit;
        interval = visit.open().map(OpenPacket::pingInterval).orElse(Duration.ofSeconds(25));
        var whole = interval.plus(MARGIN);
        wait = whole.compareTo(visit.target().timeout()) < 0
                ? whole
                : visit.target().timeout();
        poll = visit.has(Need.POLLING) && visit.has(Need.SESSION)
                ? CompletableFuture.supplyAsync(this::hold, Silence::thread)
                : CompletableFuture.completedFuture(Optional.empty());
        webSocket = visit.has(Need.WEBSOCKET) && visit.has(Need.OPEN_WEBSOCKET)
                ? CompletableFuture.supplyAsync(this::listen, Silence::thread)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    static Silence begin(Visit visit) {
        var silence = new Silence(visit);
        visit.progress()
                .say("... waiting up to " + Shown.seconds(silence.wait)
                        + " in silence, as a client with nothing to say");
        return silence;
    }

    Duration interval() {
        return interval;
    }

    /** Returns whether the server had to say something in the time that was waited. */
    boolean whole() {
        return wait.compareTo(interval) > 0;
    }

    Optional<Outcome> poll() {
        return outcome(poll);
    }

    Optional<Outcome> webSocket() {
        return outcome(webSocket);
    }

    /** Returns what was not waited for, or an empty text. */
    String notWaitedFor() {
        return whole()
                ? ""
                : "; the server's heartbeat is due after " + Shown.seconds(interval)
                        + " and was not waited for (--timeout "
                        + interval.plus(MARGIN).toSeconds() + "s would)";
    }

    private Optional<Outcome> outcome(CompletableFuture<Optional<Outcome>> future) {
        try {
            return future.get(wait.plus(visit.patience()).plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection could not be watched", e.getCause());
        }
    }

    private Optional<Outcome> hold() {
        var revision = visit.eio();
        try {
            var session = OpenPacket.ofBody(visit.handshake(revision).body());
            if (session.isEmpty()) {
                return Optional.empty();
            }
            var sid = session.get().sid();
            var start = System.nanoTime();
            CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, Silence::thread)
                    .execute(() -> release(sid));
            for (var i = 0; ; i++) {
                var begun = since(start);
                var answer = visit.ask(
                        visit.browser().get(revision, "polling", "&sid=" + sid), wait.plus(visit.patience()), () -> {});
                var after = since(start);
                var quick = after.minus(begun).compareTo(AT_ONCE) < 0 && after.compareTo(wait) < 0;
                if (after.compareTo(wait) >= 0) {
                    return Optional.of(new Outcome(End.QUIET, wait, ""));
                } else if (answer.status() != 200) {
                    return Optional.of(new Outcome(End.CUT, after, Shown.answer(answer)));
                } else if (answer.body().equals("2") || answer.body().equals("1:2")) {
                    return Optional.of(new Outcome(End.PING, after, ""));
                } else if (answer.body().matches("(?s).*(^|[:\u001e])1$")) {
                    return Optional.of(new Outcome(End.CLOSED, after, ""));
                } else if (quick && i >= MOST_POLLS) {
                    return Optional.of(new Outcome(End.NOT_HELD, after, Shown.answer(answer)));
                } else if (i >= MOST_POLLS) {
                    return Optional.of(new Outcome(End.QUIET, after, ""));
                }
            }
        } catch (ProbeException e) {
            return Optional.of(new Outcome(End.CUT, Duration.ZERO, Shown.text(String.valueOf(e.getMessage()))));
        }
    }

    private void release(String sid) {
        try {
            if (visit.isOpen(sid)) {
                visit.ask(visit.browser().post(visit.eio(), sid, "1"));
                visit.ended(sid);
            }
        } catch (ProbeException e) {
            // The visit's end tries again.
        }
    }

    private Optional<Outcome> listen() {
        var start = System.nanoTime();
        try {
            var handshake = visit.webSocket(visit.browser().webSocket(visit.eio(), "", Optional.empty()));
            if (handshake.socket().isEmpty()) {
                return Optional.empty();
            }
            try (var socket = handshake.socket().get()) {
                if (visit.eio() == 3 && !pong(socket)) {
                    return Optional.of(new Outcome(End.NO_PONG, since(start), "a ping, and no pong"));
                }
                start = System.nanoTime();
                return Optional.of(listen(socket, start));
            }
        } catch (ProbeException e) {
            return Optional.of(new Outcome(End.CUT, since(start), Shown.text(String.valueOf(e.getMessage()))));
        }
    }

    private Outcome listen(WebSocket socket, long start) {
        while (true) {
            var left = wait.minus(since(start));
            try {
                var text = left.isNegative() || left.isZero() ? Optional.of("") : socket.next(left);
                if (left.isNegative() || left.isZero()) {
                    return new Outcome(End.QUIET, wait, "");
                } else if (text.isEmpty()) {
                    return new Outcome(End.CLOSED, since(start), "");
                } else if (text.get().equals("2")) {
                    return new Outcome(End.PING, since(start), "");
                }
            } catch (ProbeException e) {
                return e.failure() == Failure.TIMEOUT
                        ? new Outcome(End.QUIET, wait, "")
                        : new Outcome(End.CUT, since(start), Shown.text(String.valueOf(e.getMessage())));
            }
        }
    }

    private boolean pong(WebSocket socket) {
        try {
            socket.send("2");
            for (var i = 0; i < MOST_POLLS; i++) {
                var text = socket.next(visit.patience());
                if (text.isEmpty() || text.get().startsWith("3")) {
                    return text.isPresent();
                }
            }
        } catch (ProbeException e) {
            if (e.failure() != Failure.TIMEOUT) {
                throw e;
            }
            // Silence is the answer.
        }
        return false;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void thread(Runnable task) {
        var thread = new Thread(task, "sockeye-silence");
        thread.setDaemon(true);
        thread.start();
    }
}
