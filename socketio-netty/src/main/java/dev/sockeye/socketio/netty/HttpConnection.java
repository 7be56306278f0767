package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.LingeringClose;
import dev.sockeye.engineio.netty.StalledWrite;
import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Is one connection as HTTP sees it: one exchange after the other, a deadline for each state in which the peer is waited
 * for, and an end that lets the peer read the last answer. Confined to the event loop.
 */
final class HttpConnection {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("unknown", 0);

    /**
     * How long a peer that has closed its sending half may wait for an answer. Mostly it has gone altogether, and whoever
     * holds the answer back is to know before the peer comes again; an answer that is ready anyway still goes out.
     */
    private static final Duration HALF_CLOSED = Duration.ofMillis(50);

    private enum State {
        /** Nothing of a request is there. */
        IDLE,
        /** A part of a head is there. */
        HEAD,
        /** An exchange is under way. */
        EXCHANGE,
        /** Nothing more is taken from this connection. */
        ENDING,
        /** The connection is not HTTP's any more. */
        GONE
    }

    private final Channel channel;
    private final HttpFront front;
    private final HostContext host;
    private final boolean secure;
    private final Deadline deadline;

    private State state = State.IDLE;
    private boolean inputEnded;

    // For the exchange.
    private @Nullable Exchange exchange;
    private @Nullable RequestHead current;
    private @Nullable RequestBody body;

    // Made for the first answer that does not leave at once.
    private @Nullable StalledWrite stalled;

    HttpConnection(Channel channel, HttpFront front, HostContext host, boolean secure) {
        this.channel = channel;
        this.front = front;
        this.host = host;
        this.secure = secure;
        this.deadline = new Deadline(channel, this::expired);
    }

    Channel channel() {
        return channel;
    }

    HttpFront front() {
        return front;
    }

    HostContext host() {
        return host;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Describes a request on this connection as handlers see it. */
    Request request(RequestHead head, boolean webSocket) {
        var remote = channel.remoteAddress() instanceof InetSocketAddress address ? address : NOWHERE;
        return new Request(head.method(), head.target(), head.headers(), remote, secure, webSocket);
    }

    /** Begins to wait for the first request. */
    void opened() {
        deadline.in(host.limits().firstByte());
    }

    /** Waits for the next request. */
    void waitForRequest() {
        deadline.in(host.limits().idle());
    }

    /** Takes notice of the first byte of a request. */
    void headBegins() {
        if (state == State.IDLE) {
            state = State.HEAD;
            deadline.in(host.limits().head());
        }
    }

    /** Takes the head of a request. */
    void head(RequestHead head) {
        deadline.clear();
        state = State.EXCHANGE;
        current = head;
        body = new RequestBody(this, head);
        if (host.draining()) {
            refuse(503, head.isHead());
            return;
        }
        try {
            var begun = new Exchange(this, head, body, OpeningHandshake.key(head));
            exchange = begun;
            Step.run(begun);
        } catch (BadRequestException e) {
            refuse(e.status(), head.isHead());
        } catch (Throwable e) {
            // Whatever it is, it ends with this request: the loop serves others.
            broken(e);
        }
    }

    /** Takes a part of the body; does not keep it. */
    void bodyPart(ByteBuf part) {
        if (body != null) {
            body.part(part);
        }
    }

    /** Takes notice of the end of the body. */
    void bodyEnd() {
        if (body != null) {
            body.end();
        }
    }

    /** Refuses what is no request; nothing behind it is looked at. */
    void bad(int status) {
        if (state == State.EXCHANGE && exchange != null) {
            if (exchange.ended()) {
                // The request has its answer, and gets no second one.
                end(channel.newSucceededFuture());
                return;
            }
            // The body is broken. Whoever waits for it hears of the loss; the peer hears why.
            exchange.lose();
        }
        refuse(status, false);
    }

    /** Answers for whoever failed to. */
    void broken(Throwable cause) {
        LOG.debug("Answering a request failed", cause);
        if (exchange != null) {
            exchange.settle();
        }
        if (exchange == null || exchange.ended()) {
            abort();
        } else {
            exchange.respond(Answers.plain(500, true, host.refusalHeaders(exchange.request())));
        }
    }

    /** Takes notice that the peer will send no more. */
    void inputEnded() {
        inputEnded = true;
        var answered = state == State.ENDING || (exchange != null && exchange.ended());
        if (answered && channelBusy()) {
            // The end of that write ends the connection.
            return;
        }
        if (state == State.EXCHANGE && !answered && body != null && body.complete()) {
            deadline.in(HALF_CLOSED);
        } else {
            abort();
        }
    }

    /** Takes notice that the connection is lost. */
    void closed() {
        stopTimers();
        state = State.GONE;
        if (exchange != null) {
            exchange.lose();
        }
    }

    /** Closes without an answer. */
    void abort() {
        channel.close();
    }

    /** Tells whether the answer to the current request is the last one. */
    boolean leaving() {
        return inputEnded || host.draining();
    }

    /** Leaves HTTP: the caller has the pipeline from here on. */
    void gone() {
        state = State.GONE;
        stopTimers();
    }

    /** Ends an exchange that is still open because the host closes, or a connection that only waits. */
    void drain() {
        if (state == State.EXCHANGE && exchange != null && !exchange.ended()) {
            exchange.lose();
            refuse(503, false);
        } else if (state == State.IDLE) {
            abort();
        }
    }

    /** Tells whether no request is under way. */
    boolean idle() {
        return state == State.IDLE;
    }

    private boolean channelBusy() {
        var out = channel.unsafe().outboundBuffer();
        return out != null && out.totalPendingWriteBytes() > 0;
    }

    private void refuse(int status, boolean isHead) {
        if (state == State.ENDING || state == State.GONE) {
            return;
        }
        var head = current == null ? front.headSoFar() : current;
        var more = Headers.builder().addAll(host.refusalHeaders(request(head, false)));
        if (status == 426) {
            more.addAll(OpeningHandshake.wrongVersion());
        }
        end(write(isHead, false, Answers.plain(status, true, more.build()), true, Headers.empty()));
    }

    /** Writes an answer. */
    ChannelFuture write(boolean isHead, boolean http10, Response response, boolean close, Headers requestHeaders) {
        var content = response.body();
        // Two lengths would leave open where the answer ends.
        var headers = Headers.builder().addAll(response.headers()).remove("Content-Length");
        if (response.compressAbove() >= 0 && content.length() >= response.compressAbove() && !content.isEmpty()) {
            var coding = ContentCoding.choose(String.join(",", requestHeaders.all("Accept-Encoding")));
            if (coding != null) {
                content = coding.encode(content);
                headers.add("Content-Encoding", coding.token());
            }
            headers.add("Vary", "Accept-Encoding");
        }
        if (close) {
            headers.add("Connection", "close");
        } else if (http10) {
            headers.add("Connection", "keep-alive");
        }
        var bodiless = response.status() == 204 || response.status() == 304;
        var write = front.write(
                response.status(),
                headers.build(),
                bodiless ? -1 : content.length(),
                bodiless || isHead ? Bytes.EMPTY : content);
        if (!write.isDone()) {
            watch(write);
        }
        return write;
    }

    private void watch(ChannelFuture write) {
        if (stalled == null) {
            stalled = new StalledWrite(channel, host.limits().write());
        }
        stalled.watch(write);
    }

    private void stopTimers() {
        deadline.stop();
        if (stalled != null) {
            stalled.stop();
        }
    }

    /** Goes on with the next request when an answer is written and the rest of its request has come. */
    void next(ChannelFuture write, RequestBody requestBody) {
        if (requestBody.complete()) {
            next(write);
        } else {
            requestBody.skip(() -> next(write));
        }
    }

    private void next(ChannelFuture write) {
        if (write.isDone()) {
            next();
        } else {
            // Who does not read answers gets no further ones, so that they do not pile up here.
            write.addListener(written -> next());
        }
    }

    private void next() {
        if (state != State.EXCHANGE) {
            return;
        }
        exchange = null;
        current = null;
        body = null;
        state = State.IDLE;
        if (inputEnded) {
            abort();
            return;
        }
        front.nextRequest();
    }

    /** Ends the connection when its last answer is written. */
    void end(ChannelFuture write) {
        state = State.ENDING;
        deadline.stop();
        front.discardInput();
        if (write.isDone()) {
            LingeringClose.begin(channel, host.limits().closing());
        } else {
            write.addListener(
                    written -> LingeringClose.begin(channel, host.limits().closing()));
        }
    }

    private void expired() {
        switch (state) {
            case IDLE -> abort();
            case HEAD -> refuse(408, false);
            case EXCHANGE -> {
                if (inputEnded) {
                    abort();
                } else if (body != null && !body.late()) {
                    deadline.in(body.grace());
                } else {
                    if (exchange != null && !exchange.ended()) {
                        exchange.lose();
                        refuse(408, false);
                    } else {
                        abort();
                    }
                }
            }
            case ENDING, GONE -> {}
        }
    }
}
