package dev.sockeye.engineio.server.host.memory;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Hands requests to a handler without a network: the test plays all clients, and says when time passes. Each request
 * comes on the first lane unless another is asked for.
 */
public final class MemoryHost {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

    private final HttpHandler handler;
    private final MemoryClock clock;
    private final MemoryLane lane;
    private boolean secure;

    /** Makes a host. */
    public MemoryHost(HttpHandler handler) {
        this(handler, new MemoryClock());
    }

    private MemoryHost(HttpHandler handler, MemoryClock clock) {
        this.handler = handler;
        this.clock = clock;
        lane = new MemoryLane(clock);
    }

    /** Makes a host whose requests come on another lane, at the same time. */
    public MemoryHost otherLane() {
        return new MemoryHost(handler, clock);
    }

    /** Makes the connections encrypted from now on. */
    public MemoryHost secure() {
        secure = true;
        return this;
    }

    /** Returns the lane. */
    public MemoryLane lane() {
        return lane;
    }

    /** Returns the clock. */
    public MemoryClock clock() {
        return clock;
    }

    /** Lets time pass. */
    public void advance(Duration time) {
        clock.advance(time);
    }

    /** Lets milliseconds pass. */
    public void advance(long milliseconds) {
        clock.advance(Duration.ofMillis(milliseconds));
    }

    /** Sends a GET; headers are names and values in turn. */
    public MemoryExchange get(String target, String... headers) {
        return request("GET", target, Optional.of(Bytes.EMPTY), headers);
    }

    /** Sends a POST. */
    public MemoryExchange post(String target, String body, String... headers) {
        return request("POST", target, Optional.of(Bytes.utf8(body)), headers);
    }

    /** Sends the head of a POST; the body comes later, by {@link MemoryExchange#send}. */
    public MemoryExchange postHead(String target, String... headers) {
        return request("POST", target, Optional.empty(), headers);
    }

    /** Sends any request but for a WebSocket. */
    public MemoryExchange request(String method, String target, Optional<Bytes> body, String... headers) {
        return handle(method, target, false, body, headers);
    }

    /** Sends a well-formed opening handshake of a WebSocket. */
    public MemoryExchange webSocket(String target, String... headers) {
        return handle("GET", target, true, Optional.of(Bytes.EMPTY), headers);
    }

    private MemoryExchange handle(
            String method, String target, boolean webSocket, Optional<Bytes> body, String... headers) {
        var fields = Headers.builder();
        fields.add("Host", "localhost:3000");
        fields.addAll(Headers.of(headers));
        var exchange =
                new MemoryExchange(new Request(method, target, fields.build(), CLIENT, secure, webSocket), lane, body);
        lane.execute(() -> handler.handle(exchange));
        return exchange;
    }
}
