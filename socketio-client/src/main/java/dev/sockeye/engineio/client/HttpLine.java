package dev.sockeye.engineio.client;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests one after the other, over a connection that it keeps between them and renews when needed. Confined to the
 * lane.
 */
final class HttpLine implements Dial.Listener {
    private static final int LONGEST_LINE = 8_192;
    private static final int LONGEST_HEAD = 65_536;
    private static final int CHUNK = 65_536;

    private final Dialer dialer;

    // For the connection.
    private @Nullable Dial dial;
    private @Nullable HttpConnection connection;
    private boolean closed;

    // For the request.
    private @Nullable HttpCall call;
    private @Nullable Future<?> timer;
    private boolean reused;

    HttpLine(Dialer dialer) {
        this.dialer = dialer;
    }

    /** Begins a request, when the one before it is done; its end is told later, never from here. */
    void begin(HttpCall next) {
        call = next;
        var limit = dialer.options.requestTimeout();
        if (!limit.isZero()) {
            timer = dialer.lane.timer(this::timedOut, limit.toNanos());
        }
        var kept = connection;
        if (kept != null && kept.usable()) {
            reused = true;
            kept.send(next.request());
        } else {
            hangUp();
            dial();
        }
    }

    /** Cuts the connection; a request under way gets no answer. */
    void close() {
        closed = true;
        call = null;
        cancelTimer();
        if (dial != null) {
            dial.cancel();
            dial = null;
        }
        hangUp();
    }

    @Override
    public void connected(Channel channel) {
        dial = null;
        var made = new HttpConnection(this, channel, dialer.options.maxPayload());
        connection = made;
        channel.pipeline().addLast(new HttpClientCodec(LONGEST_LINE, LONGEST_HEAD, CHUNK), made);
        var waiting = call;
        if (waiting != null) {
            made.send(waiting.request());
        }
    }

    @Override
    public void failed(Throwable cause) {
        dial = null;
        fail(cause);
    }

    /** Is told by the connection that the answer is there. */
    void answered(HttpAnswer answer) {
        var done = finish();
        if (done != null) {
            done.answered(answer);
        }
    }

    /**
     * Is told by the connection that it ended.
     *
     * @param untouched whether not a byte of an answer came
     * @param written whether all of the request was written
     */
    void lost(HttpConnection ended, Throwable cause, boolean untouched, boolean written) {
        if (connection != ended) {
            return;
        }
        connection = null;
        var under = call;
        if (under == null || closed) {
            return;
        }
        // A server may close a kept connection at any time, and then has not seen a request that crossed its goodbye.
        // Of one
        // that was written that cannot be known: so only what may be done twice is repeated, and nothing that is new.
        if (reused && untouched && (under.repeatable() || !written)) {
            reused = false;
            dial();
        } else {
            fail(cause);
        }
    }

    private void dial() {
        reused = false;
        dial = dialer.dial(this);
    }

    private void hangUp() {
        var kept = connection;
        connection = null;
        if (kept != null) {
            kept.close();
        }
    }

    private void timedOut() {
        timer = null;
        if (dial != null) {
            dial.cancel();
            dial = null;
        }
        hangUp();
        fail(new TimeoutException("no answer within the request timeout"));
    }

    private void fail(Throwable cause) {
        var done = finish();
        if (done != null) {
            done.failed(cause);
        }
    }

    private @Nullable HttpCall finish() {
        var done = call;
        call = null;
        cancelTimer();
        return done;
    }

    private void cancelTimer() {
        LoopLane.cancel(timer);
        timer = null;
    }
}
