package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.EngineProtocolException;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PacketType;
import dev.sockeye.engineio.protocol.PayloadCodec;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries packets over HTTP: one GET that the server holds until it has something to say, and one POST at a time. Confined
 * to the lane.
 */
final class PollingTransport implements Transport {
    private static final String POLL_ERROR = "xhr poll error";
    private static final String POST_ERROR = "xhr post error";

    /** The largest body that is made where the server does not say what it takes. */
    private static final long LARGEST_BODY = 16L << 20;

    /** The same where the server does not say: servers take 1,000,000 bytes by default. */
    private static final long USUAL_BODY = 1_000_000;

    private enum State {
        OPEN,
        /** Nothing new begins until the requests under way are done. */
        PAUSING,
        PAUSED,
        /** The listener knows of the end; the server is being told. */
        LEAVING,
        ENDED
    }

    private final Dialer dialer;
    private final Requests requests;
    private final TransportListener listener;
    private final HttpLine polls;
    private final HttpLine posts;
    private final Poll poll = new Poll();
    private final Post post = new Post();

    private State state = State.OPEN;
    private @Nullable String sid;
    private long maxPayload;
    private boolean reading = true;
    private boolean polling;
    private boolean posting;
    private boolean goodbye;
    private List<Packet> batch = List.of();
    private @Nullable Runnable whenPaused;
    private @Nullable Future<?> timer;

    PollingTransport(Dialer dialer, Requests requests, TransportListener listener) {
        this.dialer = dialer;
        this.requests = requests;
        this.listener = listener;
        this.polls = new HttpLine(dialer);
        this.posts = new HttpLine(dialer);
    }

    @Override
    public String name() {
        return POLLING;
    }

    @Override
    public void open() {
        poll();
    }

    /** Takes what the server said of the session. */
    void opened(Handshake handshake) {
        sid = handshake.sid();
        var revision3 = dialer.options.revision() == EngineRevision.V3;
        var told = handshake.maxPayload().orElse(0);
        var most = told > 0 ? told : USUAL_BODY;
        // Lengths in front of each packet are not counted where it is looked what fits: they double the shortest ones.
        maxPayload = Math.min(LARGEST_BODY, revision3 ? most / 2 : most);
    }

    @Override
    public boolean writable() {
        return state == State.OPEN && sid != null && !posting;
    }

    @Override
    public void send(Outbox outbox) {
        post(outbox.takeFitting(maxPayload));
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (sid != null) {
            poll();
        }
    }

    /** Lets the requests under way come to their end and begins no other; then calls back, on the lane. */
    void pause(Runnable then) {
        state = State.PAUSING;
        whenPaused = then;
        pauseWhenIdle();
    }

    /** Goes on after a pause, or instead of one. */
    void resume() {
        if (state == State.PAUSING || state == State.PAUSED) {
            state = State.OPEN;
            whenPaused = null;
            poll();
        }
    }

    @Override
    public void close() {
        if (state == State.LEAVING || state == State.ENDED) {
            return;
        }
        if (sid == null && !polling) {
            abort();
            return;
        }
        state = State.LEAVING;
        timer = dialer.lane.timer(this::abort, dialer.options.closeTimeout().toNanos());
        sayGoodbye();
    }

    @Override
    public void abort() {
        state = State.ENDED;
        LoopLane.cancel(timer);
        timer = null;
        polls.close();
        posts.close();
    }

    private void poll() {
        if (state == State.OPEN && !polling && (reading || sid == null)) {
            polling = true;
            polls.begin(poll);
        }
    }

    private void post(List<Packet> packets) {
        posting = true;
        batch = packets;
        posts.begin(post);
    }

    /** Ends the session, as soon as it is known and no POST is under way. */
    private void sayGoodbye() {
        if (sid != null && !posting && !goodbye) {
            goodbye = true;
            post(List.of(Packet.CLOSE));
        }
    }

    private void pauseWhenIdle() {
        var then = whenPaused;
        if (state == State.PAUSING && !polling && !posting && then != null) {
            state = State.PAUSED;
            whenPaused = null;
            then.run();
        }
    }

    private void deliver(HttpAnswer answer) {
        var type = answer.headers().get(HttpHeaderNames.CONTENT_TYPE);
        var decoded = PayloadCodec.decode(
                answer.body(),
                "application/octet-stream".equals(type),
                dialer.options.revision(),
                dialer.options.maxPacketsPerPayload());
        for (var packet : decoded.packets()) {
            if (state == State.LEAVING) {
                learn(packet);
            } else if (state != State.ENDED) {
                listener.onPacket(this, packet);
            }
        }
        if (state == State.LEAVING || state == State.ENDED) {
            return;
        }
        listener.onReadComplete(this);
        if (decoded.error().isPresent()) {
            undecodable(answer, decoded.error().get());
        }
    }

    private void undecodable(HttpAnswer answer, EngineProtocolException mistake) {
        if (state == State.ENDED || state == State.LEAVING) {
            return;
        }
        var text = answer.body().length() <= 4 * Failures.LONGEST_BODY
                ? answer.body()
                : answer.body().slice(0, 4 * Failures.LONGEST_BODY);
        close();
        listener.onFailed(
                this,
                CloseReason.PARSE_ERROR,
                Failures.withBody("server error", POLLING, String.valueOf(mistake.getMessage()), text.utf8()));
    }

    /** Looks for the session that is to be ended although it was not open yet. */
    private void learn(Packet packet) {
        if (sid == null && packet.type() == PacketType.OPEN) {
            try {
                sid = Handshake.decode(packet.data()).sid();
            } catch (EngineProtocolException e) {
                abort();
            }
        }
    }

    private void fail(EngineException cause) {
        var told = state == State.LEAVING || state == State.ENDED;
        abort();
        if (told) {
            return;
        }
        listener.onFailed(this, CloseReason.TRANSPORT_ERROR, cause);
    }

    private static EngineException refused(String official, HttpAnswer answer) {
        return Failures.refused(
                official,
                POLLING,
                answer.status(),
                answer.headers().get(HttpHeaderNames.LOCATION),
                answer.body().utf8());
    }

    /** Is the request that waits for what the server has to say. */
    private final class Poll implements HttpCall {
        @Override
        public FullHttpRequest request() {
            return requests.get(sid);
        }

        @Override
        public boolean repeatable() {
            // A server that has seen a poll whose connection ended closes the session: then the second one says so.
            return sid != null;
        }

        @Override
        public void answered(HttpAnswer answer) {
            requests.answered(answer.headers());
            if (answer.status() != 200) {
                failPoll(refused(POLL_ERROR, answer));
                return;
            }
            // Until all is handed over the request counts as under way: nobody may pause or poll in between.
            deliver(answer);
            polling = false;
            if (state == State.LEAVING) {
                sayGoodbye();
            } else {
                pauseWhenIdle();
                poll();
            }
        }

        @Override
        public void failed(Throwable cause) {
            failPoll(Failures.of(POLL_ERROR, POLLING, cause));
        }

        private void failPoll(EngineException cause) {
            // What the server makes of the poll does not matter while it is being told of the end.
            if (!goodbye) {
                fail(cause);
            }
        }
    }

    /** Is the request that tells the server something. */
    private final class Post implements HttpCall {
        @Override
        public FullHttpRequest request() {
            var body = PayloadCodec.encode(batch, dialer.options.revision(), dialer.options.forceBase64());
            return requests.post(String.valueOf(sid), body.body(), body.binary());
        }

        @Override
        public boolean repeatable() {
            return false;
        }

        @Override
        public void answered(HttpAnswer answer) {
            requests.answered(answer.headers());
            posting = false;
            batch = List.of();
            if (answer.status() != 200) {
                fail(refused(POST_ERROR, answer));
            } else if (state == State.LEAVING) {
                if (goodbye) {
                    abort();
                } else {
                    sayGoodbye();
                }
            } else if (state != State.ENDED) {
                listener.onSent(PollingTransport.this);
                pauseWhenIdle();
            }
        }

        @Override
        public void failed(Throwable cause) {
            fail(Failures.of(POST_ERROR, POLLING, cause));
        }
    }
}
