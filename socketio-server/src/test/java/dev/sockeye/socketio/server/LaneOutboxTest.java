package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sockeye.engineio.server.host.memory.MemoryClock;
import dev.sockeye.engineio.server.host.memory.MemoryLane;
import dev.sockeye.socketio.events.HandlerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneOutboxTest {
    private final MemoryClock clock = new MemoryClock();
    private final MemoryLane lane = new MemoryLane(clock);
    private final LaneOutbox outbox = new LaneOutbox(
            lane,
            new HandlerExecutor.Running(
                    Runnable::run, Runnable::run, Runnable::run, () -> {}, HandlerExecutor.Owner.APPLICATION));
    private final List<String> ran = new ArrayList<>();

    @BeforeEach
    void aHandlerBeginsThatIsLookedAfter() {
        lane.execute(outbox::guard);
        outbox.hold();
    }

    @Test
    void whatHandlersSendLeavesWhenTheyAreDone() {
        send("first");
        send("second");
        assertThat(ran).isEmpty();

        outbox.letGo();
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void whatAHandlerHasOnlyJustSentWaitsForWhatItSendsNext() {
        send("first");
        look();
        assertThat(ran).isEmpty();

        send("second");
        outbox.letGo();
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void whatAHandlerThatIsHeldUpHasSentLeavesWithTheSecondLook() {
        leavesWithTheSecondLook("first");
        leavesWithTheSecondLook("second");
    }

    @Test
    void whatTheNextHandlerSendsWaitsAsLong() {
        send("first");
        look();
        outbox.letGo();
        assertThat(ran).containsExactly("first");

        outbox.hold();
        leavesWithTheSecondLook("second");
    }

    @Test
    void whatAHandlerThatWaitsHasSentLeavesWithTheFirstLook() throws Exception {
        outbox.letGo();
        var answer = new CompletableFuture<Void>();
        var handler = new Thread(() -> {
            outbox.hold();
            send("question");
            answer.join();
            outbox.letGo();
        });
        handler.start();
        await().until(() -> handler.getState() == Thread.State.WAITING);

        try {
            look();
            assertThat(ran).containsExactly("question");
        } finally {
            answer.complete(null);
            handler.join();
        }
    }

    private void leavesWithTheSecondLook(String name) {
        send(name);
        look();
        assertThat(ran).doesNotContain(name);
        look();
        assertThat(ran).endsWith(name);
    }

    private void send(String name) {
        outbox.postLater(LaneOutbox.entry(() -> ran.add(name)));
    }

    /** Lets the time pass after which the lane looks after handlers. */
    private void look() {
        clock.advance(Duration.ofMillis(1));
    }
}
