package dev.sockeye.socketio.server.adapter;

import dev.sockeye.socketio.server.recovery.RecoveryOptions;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Keeps the newest events of a namespace, each under a number: one more than that of the event before. Guarded by its
 * owner's lock.
 *
 * <p>Offsets are these numbers behind a word of this log's own, so that those of an earlier server are told from ours.
 */
final class EventLog {
    /** Stands for an offset that is none of ours. */
    static final long FOREIGN = -1;

    /** Stands for an offset that looks like ours and is none. */
    static final long WRONG = -2;

    // What an entry takes beside its event: its place in the queue, and the times and rooms that it names.
    private static final long BOOKKEEPING = 128;

    private final RecoveryOptions options;
    private final String word;
    private final Deque<Logged> events = new ArrayDeque<>();
    private long newest;
    private long bytes;
    private String latest;

    private record Logged(NumberedEvent event, BroadcastOptions to, long at) {
        long size() {
            return event.size() + BOOKKEEPING;
        }

        boolean concerns(Set<String> rooms) {
            return (to.rooms().isEmpty() || !Collections.disjoint(to.rooms(), rooms))
                    && (to.except().isEmpty() || Collections.disjoint(to.except(), rooms));
        }
    }

    EventLog(RecoveryOptions options) {
        this.options = options;
        var random = new byte[6];
        new SecureRandom().nextBytes(random);
        word = Base64.getUrlEncoder().encodeToString(random) + '.';
        latest = offset(0);
    }

    private String offset(long number) {
        return word + Long.toString(number, Character.MAX_RADIX);
    }

    /** Returns the number that an offset stands for, or one of the two constants. */
    long number(String offset) {
        if (!offset.startsWith(word)) {
            return FOREIGN;
        }
        try {
            var number = Long.parseLong(offset.substring(word.length()), Character.MAX_RADIX);
            return number >= 0 && number <= newest ? number : WRONG;
        } catch (NumberFormatException e) {
            return WRONG;
        }
    }

    /** Returns the number of the newest event, be it kept or not. */
    long newest() {
        return newest;
    }

    /** Returns the offset of the newest event. */
    String latest() {
        return latest;
    }

    /** Returns the offset that the next event gets. */
    String next() {
        return offset(newest + 1);
    }

    void add(NumberedEvent event, BroadcastOptions to, long now) {
        newest++;
        latest = event.offset();
        var logged = new Logged(event, to, now);
        events.add(logged);
        bytes += logged.size();
        while (events.size() > options.maxEvents() || bytes > options.maxBytes()) {
            dropOldest();
        }
    }

    /** Forgets what is too old. */
    void sweep(long now) {
        var age = options.maxEventAge().toNanos();
        for (var oldest = events.peek(); oldest != null && now - oldest.at >= age; oldest = events.peek()) {
            dropOldest();
        }
    }

    void clear() {
        events.clear();
        bytes = 0;
    }

    private void dropOldest() {
        bytes -= events.remove().size();
    }

    /** Tells whether every event behind a number is kept. */
    boolean reaches(long number) {
        return number >= newest - events.size();
    }

    /** Returns the events behind a number that concern somebody in these rooms, oldest first. */
    List<NumberedEvent> since(long number, Set<String> rooms) {
        var found = new ArrayList<NumberedEvent>();
        var at = newest;
        for (var newestFirst = events.descendingIterator(); newestFirst.hasNext() && at > number; at--) {
            var logged = newestFirst.next();
            if (logged.concerns(rooms)) {
                found.add(logged.event);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /** Returns when the oldest event becomes too old. Not to be called where there is none. */
    long due() {
        return events.element().at + options.maxEventAge().toNanos();
    }

    int size() {
        return events.size();
    }

    long bytes() {
        return bytes;
    }
}
