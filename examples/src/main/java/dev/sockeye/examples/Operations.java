package dev.sockeye.examples;

import dev.sockeye.engineio.server.CloseReason;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.Conn;
import dev.sockeye.socketio.server.Drain;
import dev.sockeye.socketio.server.EventOutcome;
import dev.sockeye.socketio.server.ServerListener;
import dev.sockeye.socketio.server.SlowReceiverPolicy;
import dev.sockeye.socketio.server.Socket;
import dev.sockeye.socketio.server.SocketIoServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A server that is watched, that drops prices for slow receivers, and that leaves gently. */
final class Operations {
    private Operations() {}

    /** Counts; a binding to a metrics library would look the same. */
    private static final class Counters implements ServerListener {
        private final LongAdder sessions = new LongAdder();
        private final LongAdder slow = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder dropped = new LongAdder();

        @Override
        public void sessionOpened(Conn conn) {
            sessions.increment();
        }

        @Override
        public void sessionClosed(Conn conn, CloseReason reason, Optional<String> description, Duration age) {
            sessions.decrement();
            if (reason == CloseReason.SLOW_CONSUMER) {
                slow.increment();
            }
        }

        @Override
        public void eventHandled(Socket socket, String event, EventOutcome outcome, long nanos) {
            if (outcome == EventOutcome.FAILED) {
                failed.increment();
            }
        }

        @Override
        public void dropped(Conn conn) {
            dropped.increment();
        }

        @Override
        public void draining(Drain drain) {
            System.out.println(drain);
        }
    }

    public static void main(String[] args) {
        var io = SocketIoServer.builder()
                .engine(engine ->
                        engine.highWaterMark(256 * 1024).lowWaterMark(64 * 1024).maxPendingBytes(4 << 20))
                .slowReceivers(
                        SlowReceiverPolicy.dropOldest(event -> event.name().equals("price")))
                .listener(new Counters())
                .build();
        io.onConnection(socket -> {
            socket.on("history", () -> sendHistory(socket, 0));
            socket.onDisconnect((reason, description) -> System.out.println(
                    reason + description.map(text -> ": " + text).orElse("")));
        });

        var host = NettyHost.bind(3000, io);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            io.drain(Duration.ofSeconds(10)).done().join();
            host.close();
        }));
    }

    /** Sends as much as the client takes, and the rest when it can take more. */
    private static void sendHistory(Socket socket, int from) {
        var next = new int[] {from};
        Runnable more = () -> {
            while (next[0] < 100_000 && socket.conn().writable()) {
                socket.emit("day", next[0]++);
            }
        };
        socket.onWritable(more);
        more.run();
    }
}
