package dev.sockeye.cli.load;

import java.util.Arrays;

/** Remembers when messages were sent that have not been answered, oldest first. Confined to the event loop. */
final class Stamps {
    private long[] times = new long[4];
    private int[] counts = new int[4];
    private int head;
    private int size;
    private int waiting;

    /** Returns how many messages are unanswered. */
    int waiting() {
        return waiting;
    }

    void sent(long time, int count) {
        waiting += count;
        if (size == times.length) {
            grow();
        }
        var tail = (head + size) % times.length;
        times[tail] = time;
        counts[tail] = count;
        size++;
    }

    /** Records how long the oldest messages took; false if more are answered than were sent. */
    boolean answered(long now, int count, Meter meter) {
        var left = count;
        while (left > 0 && size > 0) {
            var part = Math.min(left, counts[head]);
            meter.answered(now - times[head], part);
            counts[head] -= part;
            left -= part;
            if (counts[head] == 0) {
                head = (head + 1) % times.length;
                size--;
            }
        }
        waiting -= count - left;
        return left == 0;
    }

    private void grow() {
        var length = times.length;
        var newTimes = Arrays.copyOf(Arrays.copyOfRange(times, head, length), 2 * length);
        var newCounts = Arrays.copyOf(Arrays.copyOfRange(counts, head, length), 2 * length);
        System.arraycopy(times, 0, newTimes, length - head, head);
        System.arraycopy(counts, 0, newCounts, length - head, head);
        times = newTimes;
        counts = newCounts;
        head = 0;
    }
}
