package dev.sockeye.socketio.server.adapter.cluster;

import dev.sockeye.socketio.server.adapter.BroadcastOptions;
import dev.sockeye.socketio.server.adapter.SocketDetails;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Is what one node says to others. Immutable. Values are trees, in which binary stands as {@code BinaryNode}s.
 *
 * <p>The numbers are those of the official adapters, which know all kinds but {@link BroadcastMissed}: they ignore it.
 */
public sealed interface ClusterMessage {
    /** Returns the number by which the message's kind is known on the wire. */
    int type();

    /** Tells that a node has come, and asks the others to tell of themselves. */
    record InitialHeartbeat() implements ClusterMessage {
        @Override
        public int type() {
            return 1;
        }
    }

    /** Tells that a node is there. */
    record Heartbeat() implements ClusterMessage {
        @Override
        public int type() {
            return 2;
        }
    }

    /**
     * Emits an event.
     *
     * @param data the event's name, then its arguments
     * @param requestId says where to send acknowledgements, where they are wanted
     */
    record Broadcast(List<JsonNode> data, Optional<String> requestId, BroadcastOptions options)
            implements ClusterMessage {
        @Override
        public int type() {
            return 3;
        }
    }

    /** Puts sockets into rooms. */
    record SocketsJoin(BroadcastOptions options, List<String> rooms) implements ClusterMessage {
        @Override
        public int type() {
            return 4;
        }
    }

    /** Takes sockets out of rooms. */
    record SocketsLeave(BroadcastOptions options, List<String> rooms) implements ClusterMessage {
        @Override
        public int type() {
            return 5;
        }
    }

    /** Disconnects sockets. */
    record DisconnectSockets(BroadcastOptions options, boolean close) implements ClusterMessage {
        @Override
        public int type() {
            return 6;
        }
    }

    /** Asks for sockets. */
    record FetchSockets(BroadcastOptions options, String requestId) implements ClusterMessage {
        @Override
        public int type() {
            return 7;
        }
    }

    /** Tells of sockets. */
    record FetchSocketsResponse(String requestId, List<SocketDetails> sockets) implements ClusterMessage {
        @Override
        public int type() {
            return 8;
        }
    }

    /**
     * Speaks to the application on other nodes.
     *
     * @param data the event's name, then its arguments
     * @param requestId says where to send the answer, where one is wanted
     */
    record ServerSideEmit(Optional<String> requestId, List<JsonNode> data) implements ClusterMessage {
        @Override
        public int type() {
            return 9;
        }
    }

    /** Answers for the application. */
    record ServerSideEmitResponse(String requestId, Optional<JsonNode> value) implements ClusterMessage {
        @Override
        public int type() {
            return 10;
        }
    }

    /** Tells how many sockets have been sent an event. */
    record BroadcastClientCount(String requestId, int clientCount) implements ClusterMessage {
        @Override
        public int type() {
            return 11;
        }
    }

    /**
     * Passes on a socket's acknowledgement.
     *
     * @param socketId whose it is; nodes of another make do not say
     */
    record BroadcastAck(String requestId, Optional<JsonNode> value, Optional<String> socketId)
            implements ClusterMessage {
        @Override
        public int type() {
            return 12;
        }
    }

    /** Tells that a node goes. */
    record AdapterClose() implements ClusterMessage {
        @Override
        public int type() {
            return 13;
        }
    }

    /** Tells that sockets, counted before, will not acknowledge an event any more. Only nodes of this make know it. */
    record BroadcastMissed(String requestId, int clientCount) implements ClusterMessage {
        @Override
        public int type() {
            return 112;
        }
    }

    /** Is something that this node does not know. */
    record Unknown(int type) implements ClusterMessage {}
}
