package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.BindingException;
import dev.sockeye.socketio.events.EventRefusedException;
import dev.sockeye.socketio.protocol.ArgumentException;
import dev.sockeye.socketio.protocol.SocketRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells clients that an event was refused or failed. On the handler executor, or where a stage failed. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    /** Is what the client is answered. */
    record Answer(Object error) {}

    /** Is why, where there is nothing more to say. */
    record Problem(String code, String message) {}

    /** Is why, with more. */
    record ProblemWithData(String code, String message, Object data) {}

    /** Stands for a failure of which the client is told nothing more. */
    static EventRefusedException failed() {
        return new EventRefusedException("internal_error", "Internal server error", null);
    }

    /** Stands for an answer that did not come in time. */
    static EventRefusedException late() {
        return new EventRefusedException("timeout", "The server took too long", null);
    }

    /** Ends an event that a packet middleware refused. */
    static void byMiddleware(Socket socket, Ack ack, EventRefusedException refusal) {
        if (socket.connection().socketRevision() == SocketRevision.V5) {
            answer(socket, ack, refusal);
        } else {
            // As in 2.x, which leaves the acknowledgement open.
            sendError(socket, refusal);
        }
    }

    /** Answers an event with what went wrong, if an answer is wanted. */
    static void answer(Socket socket, Ack ack, EventRefusedException refusal) {
        if (!ack.wanted()) {
            return;
        }
        try {
            ack.send(socket.server().options().refusalAnswer().apply(refusal));
        } catch (ArgumentException e) {
            log.warn("the data of a refusal can't be encoded", e);
            ack.send(answer(new EventRefusedException(refusal.code(), refusal.message(), null)));
        } catch (Throwable e) {
            socket.server().error(ServerError.Kind.EVENT_HANDLER, e, socket, null);
            ack.send(answer(new EventRefusedException(refusal.code(), refusal.message(), null)));
        }
    }

    /** Answers an event whose arguments do not fit, if an answer is wanted. */
    static void unfit(Socket socket, Ack ack, BindingException failure) {
        if (!ack.wanted()) {
            return;
        }
        try {
            ack.send(socket.server().options().bindingAnswer().apply(failure));
        } catch (Throwable e) {
            socket.server().error(ServerError.Kind.EVENT_HANDLER, e, socket, null);
            ack.send(Errors.bindingAnswer(failure));
        }
    }

    static Object answer(EventRefusedException refusal) {
        var data = refusal.data().orElse(null);
        return new Answer(
                data == null
                        ? new Problem(refusal.code(), refusal.message())
                        : new ProblemWithData(refusal.code(), refusal.message(), data));
    }

    private static void sendError(Socket socket, EventRefusedException refusal) {
        try {
            Emission.error(socket, refusal.data().orElse(refusal.message()));
        } catch (ArgumentException e) {
            log.warn("the data of a refusal can't be encoded", e);
            Emission.error(socket, refusal.message());
        }
    }
}
