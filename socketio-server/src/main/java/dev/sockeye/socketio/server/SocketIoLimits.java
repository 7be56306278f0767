package dev.sockeye.socketio.server;

/**
 * Bounds what one client, or one namespace, may make the server keep. Immutable.
 *
 * @param namespacesPerConnection namespaces that a connection may be in, 100 by default; above it they are refused; while the
 *     handlers of as many that the client has left are yet to be told, the server stops reading
 * @param failedConnects namespaces that a connection may be refused, 100 by default; above it the connection is closed
 * @param roomsPerSocket rooms that a socket may be in, 10,000 by default; above it joining throws
 * @param roomName characters of a room's name, 1,024 by default; above it joining throws
 * @param outstandingAcks acknowledgements awaited from a socket, 10,000 by default; above it the oldest fails
 * @param queuedEvents events that wait for a socket's handlers, 1,000 by default; at it the server stops reading
 * @param queuedBytes the bytes of these events, 4,000,000 by default; at it the server stops reading
 * @param queuedNamespaceEvents events of other nodes, and likewise of rooms, that wait for a namespace's handlers, 10,000 by
 *     default; above it they are dropped
 */
public record SocketIoLimits(
        int namespacesPerConnection,
        int failedConnects,
        int roomsPerSocket,
        int roomName,
        int outstandingAcks,
        int queuedEvents,
        long queuedBytes,
        int queuedNamespaceEvents) {
    /** The defaults. */
    public static final SocketIoLimits DEFAULT =
            new SocketIoLimits(100, 100, 10_000, 1_024, 10_000, 1_000, 4_000_000, 10_000);

    /** Checks that every limit is positive. */
    public SocketIoLimits {
        check("namespacesPerConnection", namespacesPerConnection);
        check("failedConnects", failedConnects);
        check("roomsPerSocket", roomsPerSocket);
        check("roomName", roomName);
        check("outstandingAcks", outstandingAcks);
        check("queuedEvents", queuedEvents);
        check("queuedBytes", queuedBytes);
        check("queuedNamespaceEvents", queuedNamespaceEvents);
    }

    /** Bounds what one client may cause; the default for what waits for a namespace. */
    public SocketIoLimits(
            int namespacesPerConnection,
            int failedConnects,
            int roomsPerSocket,
            int roomName,
            int outstandingAcks,
            int queuedEvents,
            long queuedBytes) {
        this(
                namespacesPerConnection,
                failedConnects,
                roomsPerSocket,
                roomName,
                outstandingAcks,
                queuedEvents,
                queuedBytes,
                DEFAULT.queuedNamespaceEvents);
    }

    /** Chooses how many events may wait for a namespace's handlers. */
    public SocketIoLimits withQueuedNamespaceEvents(int count) {
        return new SocketIoLimits(
                namespacesPerConnection,
                failedConnects,
                roomsPerSocket,
                roomName,
                outstandingAcks,
                queuedEvents,
                queuedBytes,
                count);
    }

    private static void check(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
    }
}
