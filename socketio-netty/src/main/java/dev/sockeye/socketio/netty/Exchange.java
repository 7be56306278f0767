package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.BodyListener;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is one request and its answer on a {@link HttpConnection}, and the first step of serving it: having a handler look at it.
 * Thread-safe: what is called elsewhere goes to the event loop.
 */
final class Exchange implements HttpExchange, Step {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final HttpConnection connection;
    private final RequestHead head;
    private final RequestBody body;
    private final @Nullable String webSocketKey;
    private final Request request;
    private final EventLoopLane lane;

    // Confined to the event loop.
    private boolean ended;
    private boolean lost;
    private boolean handling;
    private @Nullable Step wanted;
    private List<Runnable> abortListeners = List.of();

    /** Makes an exchange; the key is that of a request for a WebSocket, null for any other. */
    Exchange(HttpConnection connection, RequestHead head, RequestBody body, @Nullable String webSocketKey) {
        this.connection = connection;
        this.head = head;
        this.body = body;
        this.webSocketKey = webSocketKey;
        this.lane = EventLoopLane.of(connection.channel().eventLoop());
        this.request = connection.request(head, webSocketKey != null);
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void readBody(long limit, BodyListener listener) {
        onLoop(() -> {
            if (ended) {
                listener.onAborted();
            } else {
                body.read(limit, listener);
            }
        });
    }

    @Override
    public void respond(Response response, FrameChannel.Completion done) {
        if (!lane.inLane()) {
            later(() -> respond(response, done));
        } else if (ended) {
            done.done(new ClosedChannelException());
        } else {
            ended = true;
            abortListeners = List.of();
            proceed(new Answer(connection, head, body, response, done));
        }
    }

    @Override
    public void upgrade(Headers headers, WebSocketOptions options, Lane target, FrameChannel.Listener listener) {
        var key = webSocketKey;
        if (key == null) {
            throw new IllegalStateException("not a WebSocket handshake (expected: request().webSocket())");
        }
        if (!lane.inLane()) {
            later(() -> upgrade(headers, options, target, listener));
        } else if (ended) {
            WebSocketUpgrade.refused(target, listener);
        } else {
            ended = true;
            abortListeners = List.of();
            proceed(new WebSocketUpgrade(connection, head, key, headers, options, target, listener));
        }
    }

    /** Has a handler look at the request; returns what it wants done. On the event loop. */
    @Override
    public @Nullable Step take() {
        handling = true;
        var handler = connection.host().handlerFor(head.target());
        if (handler == null) {
            respond(Answers.plain(404, false));
        } else {
            handler.handle(this);
        }
        return handled();
    }

    /** Does what a handler asked for before it failed. On the event loop. */
    void settle() {
        Step.run(handled());
    }

    private @Nullable Step handled() {
        var step = wanted;
        handling = false;
        wanted = null;
        return step;
    }

    private void proceed(Step step) {
        if (handling) {
            wanted = step;
        } else {
            Step.run(step);
        }
    }

    @Override
    public void abort() {
        onLoop(() -> {
            if (!ended) {
                ended = true;
                abortListeners = List.of();
                connection.abort();
            }
        });
    }

    @Override
    public void onAbort(Runnable listener) {
        onLoop(() -> {
            if (lost) {
                listener.run();
            } else if (!ended) {
                var listeners = new ArrayList<>(abortListeners);
                listeners.add(listener);
                abortListeners = listeners;
            }
        });
    }

    boolean ended() {
        return ended;
    }

    /** Ends it without an answer, and tells whoever waits. On the event loop. */
    void lose() {
        if (ended) {
            return;
        }
        ended = true;
        lost = true;
        var listeners = abortListeners;
        abortListeners = List.of();
        guarded(body::lose);
        listeners.forEach(Exchange::guarded);
    }

    private void onLoop(Runnable action) {
        if (lane.inLane()) {
            action.run();
        } else {
            later(action);
        }
    }

    private void later(Runnable action) {
        try {
            lane.execute(() -> {
                try {
                    action.run();
                } catch (Throwable e) {
                    // Want of memory, too, ends with this request: it is answered or closed, and the loop goes on.
                    connection.broken(e);
                }
            });
        } catch (RejectedExecutionException e) {
            // The host is closed, and the connection with it.
            LOG.debug("An exchange outlived its host");
        }
    }

    private static void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.debug("A listener failed", e);
        }
    }
}
