package dev.sockeye.cli.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Learns how a server answers, message by message, before it is measured. Answers with other bytes of the same meaning
 * (members in another order, other spaces) count as right. Confined to the event loop, but for {@link #learn}.
 */
final class Calibration implements Traffic {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Workload workload;
    private final Client client;
    private final CompletableFuture<Workload> learned = new CompletableFuture<>();
    private final List<List<Payload>> replies = new ArrayList<>();
    private List<Payload> reply = new ArrayList<>();

    private Calibration(Workload workload, Client client) {
        this.workload = workload;
        this.client = client;
    }

    /** Asks a server; the connection has to be one that nothing is expected of yet. */
    static Workload learn(Rig rig, Workload workload, Client client) {
        var calibration = new Calibration(workload, client);
        var stream = client instanceof PollingClient
                ? RequestStream.packets(workload, 1, rig.target().eio())
                : RequestStream.frames(workload, 1);
        rig.run(() -> {
            rig.traffic(calibration);
            client.use(stream);
            calibration.next();
        });
        try {
            return Course.await(calibration.learned, PATIENCE);
        } catch (LoadException e) {
            var asked = workload.messages()
                    .get(Math.min(
                            calibration.replies.size(), workload.messages().size() - 1));
            throw new LoadException(
                    "the server does not answer " + asked.request().get(0).shown() + " with "
                            + asked.reply().get(0).shown() + ": " + e.getMessage());
        }
    }

    @Override
    public void replies(Client from, int count) {}

    @Override
    public boolean other(Client from, Payload message) {
        if (reply.isEmpty() && !message.startsWith(workload.prefix())) {
            return false;
        }
        reply.add(message);
        var expected = workload.messages().get(replies.size()).reply();
        if (reply.size() < expected.size()) {
            return true;
        }
        for (var i = 0; i < expected.size(); i++) {
            if (!alike(expected.get(i), reply.get(i))) {
                learned.completeExceptionally(
                        new LoadException("it answers " + reply.get(i).shown()));
                return true;
            }
        }
        replies.add(reply);
        reply = new ArrayList<>();
        next();
        return true;
    }

    @Override
    public boolean closed(Client which) {
        learned.completeExceptionally(new LoadException("it closes the connection"));
        return true;
    }

    private void next() {
        if (replies.size() < workload.messages().size()) {
            client.send(1);
            client.flush();
        } else {
            learned.complete(workload.answered(replies));
        }
    }

    private static boolean alike(Payload expected, Payload came) {
        if (expected.same(came)) {
            return true;
        }
        if (!expected.text()) {
            // Some servers begin attachments with the packet's type for revision 4 too.
            var bytes = came.bytes();
            return !came.text()
                    && bytes.length == expected.bytes().length + 1
                    && bytes[0] == 4
                    && Arrays.equals(bytes, 1, bytes.length, expected.bytes(), 0, bytes.length - 1);
        }
        return came.text()
                && sameJson(
                        new String(expected.bytes(), StandardCharsets.UTF_8),
                        new String(came.bytes(), StandardCharsets.UTF_8));
    }

    private static boolean sameJson(String expected, String came) {
        var start = expected.indexOf('[');
        try {
            return start >= 0
                    && came.startsWith(expected.substring(0, start + 1))
                    && JSON.readTree(expected.substring(start)).equals(JSON.readTree(came.substring(start)));
        } catch (JacksonException e) {
            return false;
        }
    }
}
