package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.events.RequestHandler;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers one event with what its handler returned, or with an error. Any thread. */
record Reply(Socket socket, String event, Ack ack) {
    /** Answers with what a function returns. */
    void with(RequestHandler request, Args args) {
        try {
            with(request.call(args), false);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /**
     * Answers with a value, later if it is a stage.
     *
     * @param empty whether the value says nothing but that all is done
     */
    void with(@Nullable Object result, boolean empty) {
        if (result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    send(value, empty);
                } else {
                    var cause = failure.getCause();
                    failed(failure instanceof CompletionException && cause != null ? cause : failure);
                }
            });
        } else {
            send(result, empty);
        }
    }

    private void send(@Nullable Object value, boolean empty) {
        try {
            if (empty) {
                ack.send();
            } else if (value instanceof Args args) {
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
    void failed(Throwable failure) {
        handlerFailed(failure);
        if (!(failure instanceof BindingException || failure instanceof EventRefusedException)) {
            Refusals.answer(socket, ack, Refusals.failed());
        }
    }

    /** Tells of a failed handler; the client is told where the fault is its own, or where the handler says so. */
    void handlerFailed(Throwable failure) {
        if (failure instanceof BindingException misfit) {
            tell(EventOutcome.INVALID, ServerError.Kind.BINDING, failure);
            Refusals.unfit(socket, ack, misfit);
        } else if (failure instanceof EventRefusedException refusal) {
            tell(EventOutcome.REFUSED, ServerError.Kind.REFUSED, failure);
            Refusals.answer(socket, ack, refusal);
        } else {
            tell(EventOutcome.FAILED, ServerError.Kind.EVENT_HANDLER, failure);
        }
    }

    private void tell(EventOutcome outcome, ServerError.Kind kind, Throwable failure) {
        socket.outcome(outcome);
        socket.server().error(kind, failure, socket, event);
    }
}
