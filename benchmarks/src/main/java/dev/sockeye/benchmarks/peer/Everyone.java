package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Is all WebSockets of a server with one event loop. Confined to it. */
final class Everyone {
    private final Set<Channel> all = new LinkedHashSet<>();
    private final List<Channel> unflushed = new ArrayList<>();
    private final Map<String, Set<Channel>> rooms = new HashMap<>();
    private final List<Channel> unflushedInRooms = new ArrayList<>();

    void add(Channel channel) {
        all.add(channel);
    }

    void remove(Channel channel) {
        all.remove(channel);
        rooms.values().removeIf(members -> members.remove(channel) && members.isEmpty());
    }

    void join(String room, Channel channel) {
        rooms.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(channel);
    }

    /** Writes one message to the members of a room; the buffer is released. */
    void send(String room, Object message, ByteBuf bytes) {
        var members = rooms.getOrDefault(room, Set.of());
        for (var channel : members) {
            channel.write(Frames.duplicate(message), channel.voidPromise());
        }
        unflushedInRooms.addAll(members);
        bytes.release();
    }

    /** Writes one message to all; the buffer is released. */
    void send(Object message, ByteBuf bytes) {
        if (unflushed.isEmpty()) {
            unflushed.addAll(all);
        }
        for (var channel : all) {
            channel.write(Frames.duplicate(message), channel.voidPromise());
        }
        bytes.release();
    }

    void flush() {
        for (var channel : unflushed) {
            channel.flush();
        }
        unflushed.clear();
        for (var channel : unflushedInRooms) {
            channel.flush();
        }
        unflushedInRooms.clear();
    }
}
