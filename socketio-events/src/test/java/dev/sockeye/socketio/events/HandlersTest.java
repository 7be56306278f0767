package dev.sockeye.socketio.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.socketio.protocol.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

class HandlersTest {
    private static final Args NO_ARGS = new Args(Arguments.empty(), new JsonMapper());

    private final Handlers handlers = new Handlers();
    private final List<String> called = new ArrayList<>();

    @Test
    void manyAreCalledInTheOrderOfTheirRegistration() {
        var expected = new ArrayList<String>();
        for (var i = 0; i < 50; i++) {
            handlers.add(i % 2 == 0 ? "even" : "odd", named("h" + i), false);
            if (i % 2 == 0) {
                expected.add("h" + i);
            }
        }

        call("even");

        assertThat(called).isEqualTo(expected);
        assertThat(handlers.handles("odd")).isTrue();
        assertThat(handlers.handles("other")).isFalse();
    }

    @Test
    void whatAHandlerAddsIsCalledFromTheNextEventOn() {
        var late = named("late");
        handlers.add("event", named("first"), false);
        handlers.add("event", (args, ack) -> handlers.add("event", late, false), true);

        call("event");
        assertThat(called).containsExactly("first");

        call("event");
        assertThat(called).containsExactly("first", "first", "late");
    }

    @Test
    void whatIsTakenAwayLeavesTheOthersInTheirOrder() {
        var twice = named("twice");
        for (var handler : List.of(named("a"), twice, named("b"), twice, named("c"))) {
            handlers.add("event", handler, false);
        }
        handlers.add("other", named("other"), false);

        handlers.remove("event", twice);
        handlers.add("event", named("d"), false);
        call("event");
        assertThat(called).containsExactly("a", "b", "twice", "c", "d");

        called.clear();
        handlers.removeAll("event");
        handlers.add("event", named("e"), true);
        call("event");
        call("event");
        call("other");
        assertThat(called).containsExactly("e", "other");
    }

    @Test
    void whatIsTakenAwayWhileAnEventIsHandedOutIsStillCalledForIt() {
        var last = named("last");
        handlers.add("event", (args, ack) -> handlers.remove("event", last), false);
        handlers.add("event", last, false);

        call("event");
        call("event");

        assertThat(called).containsExactly("last");
    }

    @Test
    @Timeout(60)
    void whoIsSeenIsSeenWithItsHandler() throws Exception {
        var all = Stream.generate(Handlers::new).limit(20_000).toList();
        var start = new CyclicBarrier(2);
        var writer = CompletableFuture.runAsync(() -> {
            await(start);
            for (var each : all) {
                each.add("event", named("first"), false);
                each.add("event", named("second"), false);
            }
        });

        var seen = new AtomicInteger();
        await(start);
        for (var each : all) {
            do {
                seen.set(0);
                each.call("event", NO_ARGS, Ack.unwanted(), seen, (count, handler, event, args, ack) -> {
                    assertThat(handler).isNotNull();
                    count.incrementAndGet();
                });
            } while (seen.get() < 2);
        }
        writer.get();
    }

    private EventHandler named(String name) {
        return (args, ack) -> called.add(name);
    }

    private void call(String event) {
        handlers.call(event, NO_ARGS, Ack.unwanted(), this, (test, handler, name, args, ack) -> {
            try {
                handler.handle(args, ack);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
