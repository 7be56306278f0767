package dev.sockeye.cli.load;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens sessions, some at a time. Confined to the event loop. */
final class Opener {
    private static final int SECONDS_TO_OPEN = 30;
    private static final int FAILURES_TO_STOP = 20;

    /** Fewer than the ports that a source address has for one server. */
    private static final int CONNECTIONS_PER_SOURCE = 20_000;

    private final Rig rig;
    private final Route route;
    private final int atOnce;

    // Read before there is no descriptor left to read it with.
    private final long openFiles =
            ServerProcess.of(ProcessHandle.current().pid()).openFilesLimit().orElse(0);

    private int sources;

    private @Nullable Consumer<Client> each;
    private CompletableFuture<Opening> finished = new CompletableFuture<>();
    private int left;
    private int underWay;
    private final List<Client> clients = new ArrayList<>();
    private int failures;
    private String limit = "";

    Opener(Rig rig, Route route, int atOnce) {
        this.rig = rig;
        this.route = route;
        this.atOnce = atOnce;
    }

    /** Is what came of it: the sessions, how many tries failed, and what stopped it if there are too few. */
    record Opening(List<Client> clients, int failures, String limit) {}

    /** Opens so many; the next call may come when this one's is done. */
    CompletableFuture<Opening> open(int count, Consumer<Client> joined) {
        each = joined;
        left = count;
        failures = 0;
        limit = "";
        clients.clear();
        finished = new CompletableFuture<>();
        more();
        return finished;
    }

    private void more() {
        while (left > 0 && underWay < atOnce && limit.isEmpty()) {
            left--;
            underWay++;
            one((client, failure) -> {
                underWay--;
                if (client != null) {
                    clients.add(client);
                    if (each != null) {
                        each.accept(client);
                    }
                } else {
                    failed(reason(failure));
                }
                more();
            });
        }
        if (underWay == 0 && (left == 0 || !limit.isEmpty())) {
            finished.complete(new Opening(List.copyOf(clients), failures, limit));
        }
    }

    private void failed(String reason) {
        var lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("too many open files")) {
            limit = "RLIMIT_NOFILE of the generator (" + openFiles + " open files); raise it with ulimit -n";
        } else if (lower.contains("cannot assign requested address") || lower.contains("address already in use")) {
            limit = "the local ports (net.ipv4.ip_local_port_range)";
        } else {
            rig.meter().note(reason);
            if (++failures >= FAILURES_TO_STOP || clients.isEmpty()) {
                limit = reason;
            } else {
                left++;
            }
        }
    }

    /** Says why a session was not opened: the deepest cause tells most. */
    static String reason(@Nullable Throwable failure) {
        var cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? "it was not opened" : String.valueOf(cause.getMessage());
    }

    /** Opens one session, within a bounded time. */
    void one(Opened opened) {
        var source = source();
        var once = new Once(opened);
        if (route == Route.WEBSOCKET) {
            var opening = new WebSocketOpening(rig, "", once);
            var connecting = rig.connect(opening, source);
            once.cancel = () -> {
                opening.fail(late());
                connecting.channel().close();
            };
            connecting.addListener(done -> {
                if (!done.isSuccess()) {
                    opening.fail(done.cause());
                }
            });
        } else {
            var opening = new PollingOpening(rig, route == Route.UPGRADE, source, once);
            once.cancel = () -> opening.fail(late());
            opening.begin();
        }
    }

    private static LoadException late() {
        return new LoadException("a session is not open after " + SECONDS_TO_OPEN + " s");
    }

    /** Spreads connections to this machine over its loopback addresses: each has ports of its own. */
    private @Nullable InetAddress source() {
        var server = rig.target().address().getAddress();
        if (!server.isLoopbackAddress() || server.getAddress().length != 4) {
            return null;
        }
        var which = sources++ / CONNECTIONS_PER_SOURCE;
        try {
            return which == 0
                    ? null
                    : InetAddress.getByAddress(
                            new byte[] {127, 0, (byte) (1 + which / 250 % 250), (byte) (1 + which % 250)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes one answer on, the first, and gives up when it is late. */
    private final class Once implements Opened {
        private final Opened then;
        private final Future<?> deadline;
        private Runnable cancel = () -> {};
        private boolean over;

        Once(Opened then) {
            this.then = then;
            this.deadline = rig.loop().schedule(() -> cancel.run(), SECONDS_TO_OPEN, TimeUnit.SECONDS);
        }

        @Override
        public void done(@Nullable Client client, @Nullable Throwable failure) {
            if (!over) {
                over = true;
                deadline.cancel(false);
                then.done(client, failure);
            } else if (client != null) {
                client.cut();
            }
        }
    }
}
