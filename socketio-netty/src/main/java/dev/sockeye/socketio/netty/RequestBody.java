package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.BodyListener;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is the body of one request on its way from the front to whoever asks for it. Confined to the event loop. */
final class RequestBody {
    /** How much of an unwanted body is read for the sake of keeping the connection. */
    private static final long SKIPPED = 64 * 1024;

    private enum State {
        WAITING,
        COLLECTING,
        SKIPPING,
        COMPLETE,
        REFUSED
    }

    private final HttpConnection connection;
    private final RequestHead head;
    private State state;
    private long received;
    private long began;
    private @Nullable BodyListener listener;
    private @Nullable BodyCollector collector;
    private @Nullable Runnable skipped;

    RequestBody(HttpConnection connection, RequestHead head) {
        this.connection = connection;
        this.head = head;
        this.state = head.hasBody() ? State.WAITING : State.COMPLETE;
    }

    /** Tells whether all of it has come. */
    boolean complete() {
        return state == State.COMPLETE;
    }

    /** Tells whether the connection can outlive an answer that is given now. */
    boolean skippable() {
        return state != State.REFUSED
                && (complete() || (!head.expectsContinue() && head.bodyLength() <= SKIPPED && received <= SKIPPED));
    }

    /** Collects the body for a listener. */
    void read(long limit, BodyListener wanted) {
        if (!head.hasBody()) {
            wanted.onBody(Bytes.EMPTY);
            return;
        }
        if (state != State.WAITING) {
            return;
        }
        if (head.bodyLength() > limit) {
            refuse(wanted);
            return;
        }
        state = State.COLLECTING;
        listener = wanted;
        collector = new BodyCollector(limit, head.bodyLength());
        begin();
        if (head.expectsContinue()) {
            connection.front().writeContinue();
        }
        connection.front().wantBody();
    }

    /** Drops the body, which comes after its answer. */
    void skip(Runnable then) {
        var begun = state == State.COLLECTING;
        state = State.SKIPPING;
        listener = null;
        collector = null;
        skipped = then;
        if (!begun) {
            begin();
            connection.front().wantBody();
        }
    }

    void part(ByteBuf part) {
        received += part.readableBytes();
        if (state == State.SKIPPING && received > SKIPPED) {
            connection.abort();
        } else if (state == State.COLLECTING && collector != null && listener != null && !collector.add(part)) {
            refuse(listener);
        }
    }

    void end() {
        var collecting = state == State.COLLECTING;
        if (!collecting && state != State.SKIPPING) {
            return;
        }
        state = State.COMPLETE;
        connection.deadline().clear();
        if (collecting && listener != null && collector != null) {
            var told = listener;
            var bytes = collector.bytes();
            listener = null;
            try {
                told.onBody(bytes);
            } catch (RuntimeException | StackOverflowError e) {
                connection.broken(e);
            }
        } else if (skipped != null) {
            skipped.run();
        }
    }

    /** Tells a listener that the rest will not come. */
    void lose() {
        var told = listener;
        listener = null;
        state = State.REFUSED;
        if (told != null) {
            told.onAborted();
        }
    }

    /** Tells whether it comes too slowly. */
    boolean late() {
        return System.nanoTime() - began >= allowed().toNanos();
    }

    /** Returns how long it may still take, going by what has come. */
    Duration grace() {
        var rest = allowed().toNanos() - (System.nanoTime() - began);
        return Duration.ofNanos(Math.max(1_000_000, rest));
    }

    private Duration allowed() {
        var limits = connection.host().limits();
        var byRate = Duration.ofMillis(received * 1000 / limits.bodyRate());
        return byRate.compareTo(limits.body()) > 0 ? byRate : limits.body();
    }

    private void begin() {
        began = System.nanoTime();
        connection.deadline().in(connection.host().limits().body());
    }

    private void refuse(BodyListener told) {
        state = State.REFUSED;
        listener = null;
        collector = null;
        connection.deadline().clear();
        connection.front().discardInput();
        try {
            told.onTooLarge();
        } catch (RuntimeException | StackOverflowError e) {
            connection.broken(e);
        }
    }
}
