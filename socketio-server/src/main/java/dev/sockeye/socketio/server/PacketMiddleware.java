package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.EventRefusedException;
import java.util.concurrent.CompletionStage;

/**
 * Looks at each event that a client sends, before its handlers; not at acknowledgements. Runs on the handler executor, for
 * one event of a socket after the other: while an answer is awaited the socket's later events wait.
 *
 * <p>Refuses by {@link Next#refuse}, or by throwing an {@link EventRefusedException}. Any other exception refuses with a
 * fixed text and goes to the error hook. Who takes longer than {@link SocketIoOptions#packetMiddlewareTimeout()} to answer,
 * having returned, has refused.
 */
@FunctionalInterface
public interface PacketMiddleware {
    /** Looks at an event and sooner or later calls one of the methods of {@code next}. */
    void handle(EventPacket packet, Next next) throws Exception;

    /** Is how a packet middleware answers: the first answer counts. Any thread. */
    interface Next {
        /** Goes on with the event as it is. */
        void proceed();

        /** Goes on with another name or other arguments: {@code next.proceed(packet.withArgs(...))}. */
        void proceed(EventPacket changed);

        /** Refuses the event: no handler sees it. */
        void refuse(EventRefusedException error);
    }

    /** Is a packet middleware that decides at once: it returns to go on, and throws to refuse. */
    @FunctionalInterface
    interface Check {
        /**
         * Looks at an event. May block where handlers may.
         *
         * @throws EventRefusedException to refuse
         */
        void check(EventPacket packet) throws Exception;
    }

    /** Is a packet middleware that decides later. */
    @FunctionalInterface
    interface Async {
        /** Returns a stage: done goes on, failed refuses. */
        CompletionStage<?> check(EventPacket packet) throws Exception;
    }
}
