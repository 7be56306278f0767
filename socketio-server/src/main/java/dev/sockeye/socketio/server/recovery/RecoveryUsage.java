package dev.sockeye.socketio.server.recovery;

/**
 * Tells how much a namespace keeps for clients that may come back, and how many did; a snapshot.
 *
 * @param sessions sessions of clients that are away
 * @param sessionRooms the rooms of these sessions, all together
 * @param events events in the log
 * @param bytes the bytes of these events, with an estimate of what each takes beside its content
 * @param recovered how many sockets were recovered since the start
 * @param refused how many wishes to be recovered were refused since the start
 * @param evicted how many sessions made room for others since the start
 */
public record RecoveryUsage(
        int sessions, long sessionRooms, int events, long bytes, long recovered, long refused, long evicted) {}
