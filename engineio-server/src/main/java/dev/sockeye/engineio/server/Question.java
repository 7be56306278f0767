package dev.sockeye.engineio.server;

import dev.sockeye.engineio.server.host.Lane;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application something and goes on with its answer on the lane: exactly once, whether it answers, fails or
 * stays silent. Confined to the lane.
 */
final class Question<T> {
    private final Lane lane;
    private final Consumer<T> next;
    private final Consumer<Throwable> failed;

    private boolean settled;
    private Lane.@Nullable Cancellable deadline;

    private Question(Lane lane, Consumer<T> next, Consumer<Throwable> failed) {
        this.lane = lane;
        this.next = next;
        this.failed = failed;
    }

    static <T> void ask(
            Lane lane,
            Duration limit,
            Supplier<CompletionStage<T>> asked,
            Consumer<T> next,
            Consumer<Throwable> failed) {
        var question = new Question<>(lane, next, failed);
        try {
            question.await(asked.get(), limit);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            question.settle(null, e);
        }
    }

    private void await(CompletionStage<T> answer, Duration limit) {
        answer.whenComplete((value, failure) -> {
            if (lane.inLane()) {
                settle(value, failure);
            } else {
                lane.execute(() -> settle(value, failure));
            }
        });
        if (!settled) {
            deadline = lane.schedule(() -> settle(null, new TimeoutException("no answer in time")), limit);
        }
    }

    private void settle(@Nullable T value, @Nullable Throwable failure) {
        if (settled) {
            return;
        }
        settled = true;
        if (deadline != null) {
            deadline.cancel();
        }
        if (value == null || failure != null) {
            failed.accept(failure == null ? new NullPointerException("the answer is null") : failure);
            return;
        }
        try {
            next.accept(value);
        } catch (Throwable e) {
            // A stage would swallow it, and the request would never be answered.
            Failures.rethrowIfFatal(e);
            failed.accept(e);
        }
    }
}
