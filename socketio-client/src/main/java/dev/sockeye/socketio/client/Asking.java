package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Lane;
import dev.sockeye.socketio.protocol.Arguments;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks the application what to tell the server at a joining. Confined to the strand; the application answers elsewhere. */
final class Asking {
    private final Socket socket;
    private final Membership membership;

    // Counts what was asked, so that late answers are known.
    private int question;
    private Lane.@Nullable Cancellable timer;
    private @Nullable Backoff backoff;

    Asking(Socket socket, Membership membership) {
        this.socket = socket;
        this.membership = membership;
    }

    void ask() {
        var auth = socket.auth();
        var asked = ++question;
        if (auth == Auth.NONE) {
            membership.answered(Arguments.empty());
            return;
        }
        try {
            socket.io().strand().handlers().completions().execute(() -> ask(auth, asked));
        } catch (RejectedExecutionException e) {
            failed(asked, e);
        }
    }

    /** Asks. On the application's threads. */
    private void ask(Auth auth, int asked) {
        try {
            auth.get().whenComplete((value, failure) -> {
                if (failure == null) {
                    take(asked, value);
                } else {
                    var cause = failure instanceof CompletionException ? failure.getCause() : null;
                    fail(asked, cause == null ? failure : cause);
                }
            });
        } catch (Throwable e) {
            fail(asked, e);
        }
    }

    private void take(int asked, @Nullable Object value) {
        try {
            var encoded = value == null ? Arguments.empty() : socket.encoding().snapshot(new Object[] {value});
            if (value != null && !encoded.tree(0).isObject()) {
                throw new IllegalArgumentException(
                        "a " + value.getClass().getName() + " (expected: what becomes a JSON object)");
            }
            socket.io().strand().post(() -> {
                if (asked == question) {
                    membership.answered(encoded);
                }
            });
        } catch (RuntimeException | StackOverflowError e) {
            fail(asked, e);
        }
    }

    private void fail(int asked, Throwable failure) {
        socket.io().strand().post(() -> failed(asked, failure));
    }

    private void failed(int asked, Throwable failure) {
        if (asked != question) {
            return;
        }
        var settings = socket.io().reconnectionSettings();
        if (backoff == null) {
            backoff = new Backoff(socket.io().random());
        }
        var again = settings.enabled() && backoff.attempts() < settings.attempts();
        if (again) {
            timer = socket.io().strand().schedule(membership::again, backoff.next(settings));
        }
        membership.unanswered(failure, again);
    }

    void succeeded() {
        backoff = null;
    }

    void cancel() {
        question++;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
