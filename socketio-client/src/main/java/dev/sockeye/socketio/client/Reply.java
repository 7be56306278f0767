package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.RequestHandler;
import dev.sockeye.socketio.protocol.ArgumentException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers one event with what its handler returned, or with an error, as a server does. Any thread. */
record Reply(Socket socket, String event, Ack ack) {
    /** Is what a server is answered where something went wrong. */
    record Answer(Object error) {}

    /** Is what went wrong, in words that tell nothing of the application. */
    record Problem(String code, String message) {}

    /** Is the same with more. */
    record ProblemWithData(String code, String message, Object data) {}

    /** Answers with what a function returns. */
    void with(RequestHandler request, Args args) {
        try {
            var result = request.call(args);
            if (result instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> {
                    if (failure == null) {
                        send(value);
                    } else {
                        var cause = failure.getCause();
                        failed(failure instanceof CompletionException && cause != null ? cause : failure);
                    }
                });
            } else {
                send(result);
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void send(@Nullable Object value) {
        try {
            if (value instanceof Args args) {
                ack.send(args);
            } else {
                // One answer even where it is an array.
                ack.send(new @Nullable Object[] {value});
            }
        } catch (RuntimeException | StackOverflowError e) {
            failed(e);
        }
    }

    /** Tells both sides that there is no other answer. */
    private void failed(Throwable failure) {
        handlerFailed(failure);
        if (!(failure instanceof BindingException || failure instanceof EventRefusedException)) {
            answer(new Problem("internal_error", "Internal error"));
        }
    }

    /** Tells of a failed handler; the server is told where the fault is its own, or where the handler says so. */
    void handlerFailed(Throwable failure) {
        if (failure instanceof BindingException) {
            socket.signals().error(ClientError.Kind.BINDING, failure, event);
            answer(new Problem("invalid_argument", "An argument is missing or of the wrong type"));
        } else if (failure instanceof EventRefusedException refusal) {
            socket.signals().error(ClientError.Kind.REFUSED, failure, event);
            answer(
                    refusal.data().isPresent()
                            ? new ProblemWithData(
                                    refusal.code(),
                                    refusal.message(),
                                    refusal.data().get())
                            : new Problem(refusal.code(), refusal.message()));
        } else {
            socket.signals().error(ClientError.Kind.HANDLER, failure, event);
        }
    }

    private void answer(Object problem) {
        if (!ack.wanted()) {
            return;
        }
        try {
            ack.send(new Answer(problem));
        } catch (ArgumentException e) {
            socket.signals().error(ClientError.Kind.HANDLER, e, event);
            if (problem instanceof ProblemWithData more) {
                ack.send(new Answer(new Problem(more.code(), more.message())));
            }
        }
    }
}
