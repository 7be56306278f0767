package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Arguments;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers the event of another node. */
final class NodeAck implements Ack {
    private final AtomicBoolean sent = new AtomicBoolean();
    private final Consumer<Arguments> answer;
    private final Encoding encoding;

    NodeAck(Consumer<Arguments> answer, Encoding encoding) {
        this.answer = answer;
        this.encoding = encoding;
    }

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public void send(@Nullable Object... values) {
        if (!sent.get()) {
            answer(encoding.snapshot(values));
        }
    }

    @Override
    public void send(Args args) {
        answer(args.encoded());
    }

    private void answer(Arguments arguments) {
        if (sent.compareAndSet(false, true)) {
            answer.accept(arguments);
        }
    }
}
