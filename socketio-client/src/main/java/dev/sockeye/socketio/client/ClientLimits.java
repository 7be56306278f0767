package dev.sockeye.socketio.client;

import java.time.Duration;

/**
 * Bounds what a socket keeps. Immutable.
 *
 * @param queuedEvents events that wait for a socket's handlers, 1,000 by default; at it the client stops reading from the
 *     connection until half of them are handled
 * @param queuedBytes the bytes of these events, 4,000,000 by default; at it the client stops reading
 * @param outstandingAcks acknowledgements awaited by a socket, 10,000 by default; above it the oldest fails
 * @param bufferedEvents events that wait until the socket is connected, and likewise in the queue of retries, 10,000 by
 *     default; above it the oldest is dropped
 * @param bufferedBytes the bytes of these events, 16 MiB by default; above it the oldest are dropped
 * @param bufferedAge how long an event waits until the socket is connected, for ever by default, which is zero; then it is
 *     dropped
 * @param receivedEvents events kept that come before the namespace is joined, 10,000 by default; above it the connection is
 *     given up, and the next one does not ask for what was missed
 * @param receivedBytes the bytes of these events, 32 MiB by default
 */
public record ClientLimits(
        int queuedEvents,
        long queuedBytes,
        int outstandingAcks,
        int bufferedEvents,
        long bufferedBytes,
        Duration bufferedAge,
        int receivedEvents,
        long receivedBytes) {
    /** The defaults. */
    public static final ClientLimits DEFAULT =
            new ClientLimits(1_000, 4_000_000, 10_000, 10_000, 16L << 20, Duration.ZERO, 10_000, 32L << 20);

    /** Checks that every limit is one. */
    public ClientLimits {
        check("queuedEvents", queuedEvents);
        check("queuedBytes", queuedBytes);
        check("outstandingAcks", outstandingAcks);
        check("bufferedEvents", bufferedEvents);
        check("bufferedBytes", bufferedBytes);
        Checks.notNegative("bufferedAge", bufferedAge);
        check("receivedEvents", receivedEvents);
        check("receivedBytes", receivedBytes);
    }

    /** Chooses how much may wait for a socket's handlers. */
    public ClientLimits withQueue(int events, long bytes) {
        return new ClientLimits(
                events,
                bytes,
                outstandingAcks,
                bufferedEvents,
                bufferedBytes,
                bufferedAge,
                receivedEvents,
                receivedBytes);
    }

    /** Chooses how many acknowledgements a socket may await. */
    public ClientLimits withOutstandingAcks(int count) {
        return new ClientLimits(
                queuedEvents,
                queuedBytes,
                count,
                bufferedEvents,
                bufferedBytes,
                bufferedAge,
                receivedEvents,
                receivedBytes);
    }

    /** Chooses how much may wait until a socket is connected, and for how long; zero for ever. */
    public ClientLimits withSendBuffer(int events, long bytes, Duration age) {
        return new ClientLimits(
                queuedEvents, queuedBytes, outstandingAcks, events, bytes, age, receivedEvents, receivedBytes);
    }

    /** Chooses how much may come before a namespace is joined. */
    public ClientLimits withReceiveBuffer(int events, long bytes) {
        return new ClientLimits(
                queuedEvents, queuedBytes, outstandingAcks, bufferedEvents, bufferedBytes, bufferedAge, events, bytes);
    }

    private static void check(String name, long value) {
        Checks.that(value > 0, name, value, "> 0");
    }
}
