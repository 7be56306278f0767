package dev.sockeye.socketio.server;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.protocol.Arguments;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Answers an event of a client. */
final class SocketAck implements Ack {
    private final AtomicBoolean sent = new AtomicBoolean();
    private final Socket socket;
    private final long id;

    SocketAck(Socket socket, long id) {
        this.socket = socket;
        this.id = id;
    }

    @Override
    public boolean wanted() {
        return true;
    }

    @Override
    public void send(@Nullable Object... values) {
        if (!sent.get()) {
            answer(socket.encoding().snapshot(values));
        }
    }

    @Override
    public void send(Args args) {
        answer(args.encoded());
    }

    private void answer(Arguments arguments) {
        if (sent.compareAndSet(false, true)) {
            Emission.answer(socket, id, arguments);
        }
    }
}
