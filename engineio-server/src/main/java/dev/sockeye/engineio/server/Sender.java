package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.protocol.Packet;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a session sends to its transport: one batch at a time, and what piles up meanwhile is the next. Confined to
 * the session's lane, but for {@link #send} and {@link #pendingBytes}.
 */
final class Sender implements Runnable, LongConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** How long a handler may keep back what others have sent, in nanoseconds. */
    static final long CORKED = Duration.ofMillis(5).toNanos();

    private final EngineSession session;
    private final Outbox outbox = new Outbox();

    private boolean held;
    private boolean corked;
    private long corkedUntil;
    private boolean flushing;
    private boolean flushAsked;
    private boolean drainOwed;

    // Set by any thread that finds no room; looked at on the lane.
    private volatile boolean overrun;

    // Whether somebody is to be told that little waits; set by any thread, taken back on the lane.
    private volatile boolean watched;

    Sender(EngineSession session) {
        this.session = session;
    }

    /** Sends messages, from any thread. */
    void send(List<Message> messages) {
        if (session.onLane()) {
            outbox.addAll(messages);
            added();
        } else if (outbox.pendingBytes() > session.options().maxPendingBytes()) {
            // Condemned: what is lost from here on ends the session, so that nobody misses a single message unawares.
            if (!overrun) {
                overrun = true;
                session.execute(this);
            }
        } else if (outbox.offer(messages)) {
            session.execute(this);
        }
    }

    /** Sends messages that may be dropped, all or none of them, if too much waits. */
    void sendExpendable(List<Message> messages) {
        outbox.addExpendable(messages);
        while (outbox.pendingBytes() > session.options().highWaterMark() && outbox.dropOldest()) {
            session.tell(SessionListener::onDropped);
        }
        added();
    }

    /** Has the application told as soon as little waits. Any thread. */
    void expectWritable() {
        watched = true;
        session.execute(this::tellIfWritable);
    }

    private void tellIfWritable() {
        if (watched
                && !session.closed()
                && outbox.pendingBytes() <= session.options().lowWaterMark()) {
            watched = false;
            session.tell(SessionListener::onWritable);
        }
    }

    /** Sends a packet of the engine's own. */
    void send(Packet packet) {
        outbox.add(packet);
        added();
    }

    /** Puts packets at the end of the queue and leaves it to the caller to flush. */
    void queue(Packet... packets) {
        for (var packet : packets) {
            outbox.add(packet);
        }
    }

    /** Works off what other threads have sent. */
    @Override
    public void run() {
        outbox.collect();
        added();
        flush();
    }

    /** Moves what other threads have sent into the queue. */
    void collect() {
        outbox.collect();
    }

    /** Keeps everything back, or no longer. */
    void hold(boolean on) {
        held = on;
    }

    /** Keeps messages back for a moment, where each run of them costs the client a request. */
    boolean cork() {
        if (session.closed() || !(session.carrier() instanceof PollingTransport)) {
            return false;
        }
        corked = true;
        corkedUntil = session.wheel().now() + CORKED;
        session.share().watchCork(this);
        return true;
    }

    boolean corked() {
        return corked;
    }

    /** Returns until when it may stay corked. */
    long corkedUntil() {
        return corkedUntil;
    }

    void uncork() {
        if (corked) {
            corked = false;
            flush();
        }
    }

    /** Takes what waits out of the queue. */
    Outbox.Batch take() {
        return outbox.take(Long.MAX_VALUE);
    }

    /** Hears of a batch that has left: in person, since an object that does it for each session is memory. */
    @Override
    public void accept(long bytes) {
        sent(bytes);
    }

    /** Takes note that a batch has left. */
    void sent(long bytes) {
        if (session.closed()) {
            // It was the last one, and what it held is forgotten already.
            return;
        }
        outbox.left(bytes);
        tellIfWritable();
        // Mostly it leaves while it is being handed over, and whoever does that goes on by itself.
        if (!flushing) {
            flush();
        }
    }

    /** Sends what opens the session, before everything else. */
    void open(Transport first, Outbox.Batch batch) {
        flushing = true;
        try {
            first.send(batch);
        } finally {
            flushing = false;
        }
        flush();
    }

    /** Sends what waits; where that fails, be it for want of memory, it ends this session and no other. */
    void flushOrEnd() {
        try {
            flush();
        } catch (Throwable e) {
            LOG.error("Ending a session that could not be sent to", e);
            session.finish(CloseReason.TRANSPORT_ERROR, "sending failed");
        }
    }

    /** Sends what waits: the answers to what was read, for which others of this lane have read too. */
    void flushAnswers() {
        if (!flushAsked && !outbox.isEmpty()) {
            flushAsked = true;
            session.share().flushWithOthers(this);
        }
    }

    /** Sends what waits, if it can leave. */
    void flush() {
        flushAsked = false;
        if (held || corked || flushing || session.closed()) {
            return;
        }
        flushing = true;
        try {
            // The transport may change, or end, with each batch.
            for (var to = session.carrier(); !outbox.isEmpty() && to.writable(); to = session.carrier()) {
                drainOwed = true;
                to.send(outbox.take(to.batchLimit()));
            }
        } finally {
            flushing = false;
        }
        if (outbox.isEmpty() && !session.closed()) {
            session.allLeft(drainOwed);
        }
    }

    /** Takes note that the application was told that everything has left. */
    void drained() {
        drainOwed = false;
    }

    boolean isEmpty() {
        return outbox.isEmpty();
    }

    long pendingBytes() {
        return outbox.pendingBytes();
    }

    void drop() {
        outbox.drop();
    }

    private void added() {
        if (session.closed()) {
            return;
        }
        var pending = outbox.pendingBytes();
        if (pending > session.options().highWaterMark()) {
            watched = true;
        }
        if (overrun || pending > session.options().maxPendingBytes()) {
            session.finish(CloseReason.SLOW_CONSUMER, "too much waits to be sent");
        } else if (!flushAsked && !session.receiving()) {
            flushAsked = true;
            session.share().flushSoon(this);
        }
    }
}
