package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.server.adapter.AckCollector;
import dev.sockeye.socketio.server.adapter.Delivery;
import dev.sockeye.socketio.server.adapter.Member;
import java.util.ArrayList;
import java.util.List;

/** Hands one packet to many sockets and awaits what they answer. Confined to the thread that emits. */
final class AckedBroadcast implements Delivery {
    private final Delivery broadcast;
    private final long id;
    private final AckCollector collector;
    private final List<Socket> receivers = new ArrayList<>();
    private boolean awaiting;

    AckedBroadcast(Delivery broadcast, long id, AckCollector collector) {
        this.broadcast = broadcast;
        this.id = id;
        this.collector = collector;
    }

    /** Is one receiver, from whom an answer may come. */
    record Receiver(AckCollector collector, String socketId) {
        void answered(Arguments answer) {
            collector.answered(socketId, answer);
        }

        void gone() {
            collector.missed(1);
        }
    }

    @Override
    public void to(Member receiver) {
        receivers.add((Socket) receiver);
        broadcast.to(receiver);
    }

    @Override
    public void queue() {
        await();
        broadcast.queue();
    }

    @Override
    public void send() {
        await();
        broadcast.send();
        collector.onDone(() -> receivers.forEach(socket -> socket.acks().forget(id)));
    }

    /** Awaits the answers: before the first one can come, and behind the number of those to come. */
    private void await() {
        if (awaiting) {
            return;
        }
        awaiting = true;
        collector.counted(receivers.size());
        for (var socket : receivers) {
            socket.acks().await(id, new Receiver(collector, socket.id()));
        }
    }
}
