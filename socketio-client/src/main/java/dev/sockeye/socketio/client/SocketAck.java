package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.protocol.Arguments;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Answers an event of a server, if the connection over which it came is still there. Thread-safe. */
final class SocketAck implements Ack {
    private final AtomicBoolean sent = new AtomicBoolean();
    private final Socket socket;
    private final long id;
    private final int session;

    SocketAck(Socket socket, long id) {
        this.socket = socket;
        this.id = id;
        session = socket.handledSession();
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
            socket.io().strand().post(new Strand.Entry() {
                @Override
                void run() {
                    // Another session of the server counts its questions anew.
                    if (socket.session() == session) {
                        socket.membership().delivery().answer(arguments, id);
                    }
                }
            });
        }
    }
}
