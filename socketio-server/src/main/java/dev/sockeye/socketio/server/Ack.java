package dev.sockeye.socketio.server;

import dev.sockeye.socketio.protocol.Arguments;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers an event. Only the first answer is sent; later ones, and those for a socket that has gone, do nothing. Any
 * thread, also after the handler has returned.
 */
public final class Ack {
    static final Ack UNWANTED = new Ack(null, 0, null);

    private final @Nullable Socket socket;
    private final long id;
    private final @Nullable Node node;
    private final AtomicBoolean sent;

    private Ack(@Nullable Socket socket, long id, @Nullable Node node) {
        this.socket = socket;
        this.id = id;
        this.node = node;
        this.sent = new AtomicBoolean(socket == null && node == null);
    }

    /** Is another node that wants an answer. */
    private record Node(Consumer<Arguments> answer, Encoding encoding) {}

    static Ack of(Socket socket, long id) {
        return new Ack(socket, id, null);
    }

    /** Makes what answers the event of another node. */
    static Ack to(Consumer<Arguments> answer, Encoding encoding) {
        return new Ack(null, 0, new Node(answer, encoding));
    }

    /** Tells whether the sender wants an answer. */
    public boolean wanted() {
        return socket != null || node != null;
    }

    /**
     * Answers with any number of values, binary ones included.
     *
     * @throws dev.sockeye.socketio.protocol.ArgumentException if a value can't be encoded; nothing is sent then
     */
    public void send(@Nullable Object... values) {
        if (sent.get()) {
            return;
        }
        var encoding = socket != null
                ? socket.encoding()
                : Objects.requireNonNull(node).encoding();
        answer(encoding.snapshot(values));
    }

    /** Answers with arguments as they were received. */
    public void send(Args args) {
        answer(args.encoded());
    }

    private void answer(Arguments arguments) {
        if (sent.compareAndSet(false, true)) {
            if (socket != null) {
                Emission.answer(socket, id, arguments);
            } else if (node != null) {
                node.answer().accept(arguments);
            }
        }
    }
}
