package dev.sockeye.socketio.server;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Answers an event. Only the first answer is sent; later ones, and those for a socket that has gone, do nothing. Any
 * thread, also after the handler has returned.
 */
public final class Ack {
    static final Ack UNWANTED = new Ack(null, 0);

    private final @Nullable Socket socket;
    private final long id;
    private final AtomicBoolean sent;

    private Ack(@Nullable Socket socket, long id) {
        this.socket = socket;
        this.id = id;
        this.sent = new AtomicBoolean(socket == null);
    }

    static Ack of(Socket socket, long id) {
        return new Ack(socket, id);
    }

    /** Tells whether the sender wants an answer. */
    public boolean wanted() {
        return socket != null;
    }

    /**
     * Answers with any number of values, binary ones included.
     *
     * @throws dev.sockeye.socketio.protocol.ArgumentException if a value can't be encoded; nothing is sent then
     */
    public void send(@Nullable Object... values) {
        if (socket == null || sent.get()) {
            return;
        }
        var arguments = socket.encoding().snapshot(values);
        if (sent.compareAndSet(false, true)) {
            socket.answer(id, arguments);
        }
    }

    /** Answers with arguments as they were received. */
    public void send(Args args) {
        if (socket != null && sent.compareAndSet(false, true)) {
            socket.answer(id, args.encoded());
        }
    }
}
