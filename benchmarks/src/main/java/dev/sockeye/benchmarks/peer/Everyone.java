package dev.sockeye.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Is all WebSockets of a server with one event loop. Confined to it. */
final class Everyone {
    private final Set<Channel> all = new LinkedHashSet<>();
    private final List<Channel> unflushed = new ArrayList<>();

    void add(Channel channel) {
        all.add(channel);
    }

    void remove(Channel channel) {
        all.remove(channel);
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
    }
}
