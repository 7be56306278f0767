package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.server.recovery.Recovery;
import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import dev.sockeye.socketio.server.recovery.RecoveryUsage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Is an adapter that numbers events and keeps them, and the sessions of sockets that were lost, so that clients which come
 * back get what they missed.
 *
 * <p>A socket enters, exits when it has ended, and is claimed by its private id when the client is back; the socket that
 * takes its place resumes the claim. To each socket events are handed in the order of their offsets: those that {@link
 * #resume} returns, then those delivered from the moment on in which it was made a member; none is missing, none twice.
 */
public interface SessionAwareAdapter extends Adapter {
    /** Makes the adapter of a namespace whose sockets can be recovered. */
    interface Factory extends Adapter.Factory {
        /** Makes an adapter; called once for each namespace, when it is created. */
        SessionAwareAdapter create(RecoverableNamespace namespace, RecoveryOptions options);
    }

    /**
     * Makes a socket a member of the namespace, by {@link RecoverableNamespace#admit}, and of rooms; notes from which event
     * on it may ask for what it missed.
     *
     * @param pid the id by which its client will be recognised; a secret
     */
    void enter(Member member, String pid, Collection<String> rooms);

    /**
     * Takes note that a member is about to leave the namespace and its rooms: what is numbered from now on it may miss.
     * {@link #exit} follows.
     */
    void leaving(Member member);

    /**
     * Takes note that a member has ended; it is no member any more, and has left its rooms.
     *
     * @param session what to keep of it; empty where it may not come back
     */
    void exit(Member member, Optional<Session> session);

    /** Finds what was kept of a socket whose client is back, and withholds it from others. Ends a member that still has it. */
    CompletionStage<Claim> claim(Recall recall);

    /**
     * Makes a socket a member in the place of the one that was claimed.
     *
     * @param maxBytes how much may be sent to it at once
     * @return the events that it missed, oldest first; a refusal where they are gone meanwhile or too many
     */
    CompletionStage<Resumption> resume(Claim.Granted claim, Member member, Collection<String> rooms, long maxBytes);

    /** Takes back a claim that nobody will resume: the client may try again. */
    void release(Claim.Granted claim);

    /** Returns how much is kept. */
    RecoveryUsage usage();

    /**
     * Is what a socket leaves behind.
     *
     * @param rooms the rooms that it was in, its own left out
     * @param data what the application remembered of it, live: handlers that still run may change it
     */
    record Session(Set<String> rooms, Map<String, Object> data) {}

    /**
     * Is what a client says to be recognised.
     *
     * @param pid the private id that it was given
     * @param offset the offset of the last event that it has seen; empty where it saw none
     */
    record Recall(String pid, Optional<String> offset) {
        /** Describes the wish without its secret. */
        @Override
        public String toString() {
            return "Recall[" + offset + "]";
        }
    }

    /** Is the answer to a wish to be recovered. */
    sealed interface Claim {
        /**
         * Has found the session.
         *
         * @param id the public id of the socket
         * @param pid its private one
         * @param rooms its rooms
         * @param data what the application remembers of it
         * @param ticket tells this claim from others of the same adapter
         */
        record Granted(String id, String pid, Set<String> rooms, Map<String, Object> data, long ticket)
                implements Claim {
            /** Describes the claim without its secret. */
            @Override
            public String toString() {
                return "Granted[" + ticket + "]";
            }
        }

        /** Can't give the session back. */
        record Refused(Recovery reason) implements Claim {}
    }

    /** Is what there is to send to a socket that resumes. */
    sealed interface Resumption {
        /**
         * Has made the socket a member.
         *
         * @param events what it missed, oldest first
         */
        record Missed(List<NumberedEvent> events) implements Resumption {}

        /** Has not made the socket a member. */
        record Refused(Recovery reason) implements Resumption {}
    }
}
