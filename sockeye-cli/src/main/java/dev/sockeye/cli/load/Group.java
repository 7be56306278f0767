package dev.sockeye.cli.load;

import java.util.ArrayList;
import java.util.List;

/** Is a sender and those who receive what it has the server send, itself among them. Confined to the event loop. */
final class Group {
    private final Meter meter;
    private final Client sender;
    private final List<Client> members = new ArrayList<>();
    private final long[] sentAt;
    private final int[] left;
    private long sent;
    private int waiting;
    private int toSend;
    private boolean stopped;

    Group(Meter meter, Client sender, int window) {
        this.meter = meter;
        this.sender = sender;
        this.sentAt = new long[window];
        this.left = new int[window];
    }

    void add(Client member) {
        members.add(member);
        member.group(this);
    }

    void begin() {
        stopped = false;
        toSend = left.length;
        sendMore();
    }

    void stop() {
        stopped = true;
    }

    /** Returns how many deliveries are under way. */
    long missing() {
        var sum = 0L;
        for (var one : left) {
            sum += one;
        }
        return sum;
    }

    /** Counts what a member has received. */
    void received(Client member, int count, long now) {
        for (var i = 0; i < count; i++) {
            var slot = (int) (member.received++ % left.length);
            if (left[slot] == 0) {
                meter.wrong("a member of a room received more than was sent");
                return;
            }
            meter.answered(now - sentAt[slot], 1);
            if (--left[slot] == 0) {
                waiting--;
                if (!stopped) {
                    toSend++;
                }
            }
        }
    }

    /** Sends the next ones where all members have received an earlier one. */
    void sendMore() {
        if (toSend == 0) {
            return;
        }
        var count = 0;
        // In order: a slot is taken again only when all have its message.
        while (toSend > 0 && waiting < left.length && left[(int) (sent % left.length)] == 0) {
            var slot = (int) (sent++ % left.length);
            sentAt[slot] = System.nanoTime();
            left[slot] = members.size();
            waiting++;
            toSend--;
            count++;
        }
        if (count > 0) {
            sender.send(count);
            sender.flush();
        }
    }
}
