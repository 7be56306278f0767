package dev.sockeye.engineio.server.host.memory;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.BodyListener;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import java.util.List;
import java.util.Optional;

/** Is a request in memory: the test plays the client. Guarded by this; callbacks come on the lane. */
public final class MemoryExchange implements HttpExchange {
    private final Request request;
    private final MemoryLane lane;

    private Optional<Bytes> body;
    private BodyListener reader;
    private long limit;
    private Runnable abortListener;
    private boolean lost;
    private boolean aborted;
    private Response response;
    private Headers upgradeHeaders;
    private WebSocketOptions upgradeOptions;
    private MemoryChannel channel;
    private boolean withheldUpgrade;

    /** Makes a request, with its body or with one that comes later. */
    public MemoryExchange(Request request, MemoryLane lane, Optional<Bytes> body) {
        this.request = request;
        this.lane = lane;
        this.body = body;
    }

    // what the client does

    /** Sends the body of a request that was made without one. */
    public void send(Bytes late) {
        synchronized (this) {
            body = Optional.of(late);
        }
        deliverBody();
    }

    /** Loses the connection. */
    public void lose() {
        BodyListener reading;
        Runnable listener;
        synchronized (this) {
            if (ended()) {
                return;
            }
            lost = true;
            reading = reader;
            reader = null;
            listener = abortListener;
        }
        lane.execute(() -> {
            if (reading != null) {
                reading.onAborted();
            }
            if (listener != null) {
                listener.run();
            }
        });
    }

    /** Lets the WebSocket's opening fail when it comes to that. */
    public synchronized void withholdUpgrade() {
        withheldUpgrade = true;
    }

    // what the client sees

    /** Tells whether the request still waits for an answer. */
    public synchronized boolean pending() {
        return !ended();
    }

    /** Returns the answer. */
    public synchronized Response response() {
        if (response == null) {
            throw new AssertionError("no response to " + request);
        }
        return response;
    }

    /** Returns the status of the answer: that of the response, 101 for a WebSocket, 0 for none. */
    public synchronized int status() {
        return response != null ? response.status() : upgradeHeaders != null ? 101 : 0;
    }

    /** Returns the body of the answer as text. */
    public String text() {
        return response().body().utf8();
    }

    /** Returns all values of a field of the answer's head. */
    public synchronized List<String> header(String name) {
        return (upgradeHeaders != null ? upgradeHeaders : response().headers()).all(name);
    }

    /** Returns the WebSocket. */
    public synchronized MemoryChannel channel() {
        if (channel == null) {
            throw new AssertionError("no WebSocket for " + request + " but " + status());
        }
        return channel;
    }

    /** Returns what the WebSocket was opened with. */
    public synchronized WebSocketOptions upgradeOptions() {
        return upgradeOptions;
    }

    /** Tells whether the server has closed the connection without an answer. */
    public synchronized boolean aborted() {
        return aborted;
    }

    // what the server does

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void readBody(long most, BodyListener listener) {
        synchronized (this) {
            if (lost) {
                lane.execute(listener::onAborted);
                return;
            }
            reader = listener;
            limit = most;
        }
        deliverBody();
    }

    @Override
    public void respond(Response answer, FrameChannel.Completion done) {
        synchronized (this) {
            if (!ended()) {
                response = answer;
            }
        }
        // As hosts do that wait until the handler has returned.
        lane.execute(() -> done.done(null));
    }

    @Override
    public void upgrade(Headers headers, WebSocketOptions options, Lane home, FrameChannel.Listener listener) {
        synchronized (this) {
            if (ended()) {
                home.execute(() -> listener.onClose(1006, null));
                return;
            }
            upgradeHeaders = headers;
            upgradeOptions = options;
            if (withheldUpgrade) {
                home.execute(() -> listener.onClose(1006, new IllegalStateException("withheld")));
                return;
            }
            channel = new MemoryChannel(home, listener);
        }
        channel.open();
    }

    @Override
    public synchronized void abort() {
        aborted = !ended();
    }

    @Override
    public void onAbort(Runnable listener) {
        synchronized (this) {
            if (!lost) {
                abortListener = listener;
                return;
            }
        }
        lane.execute(listener);
    }

    private boolean ended() {
        return lost || aborted || response != null || upgradeHeaders != null;
    }

    private void deliverBody() {
        BodyListener listener;
        Bytes whole;
        synchronized (this) {
            if (reader == null || body.isEmpty()) {
                return;
            }
            listener = reader;
            reader = null;
            whole = body.get();
        }
        lane.execute(() -> {
            if (whole.length() > limit) {
                listener.onTooLarge();
            } else {
                listener.onBody(whole);
            }
        });
    }
}
