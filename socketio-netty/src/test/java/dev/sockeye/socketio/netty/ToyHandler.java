package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.server.host.BodyListener;
import dev.sockeye.engineio.server.host.FrameChannel;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Lane;
import dev.sockeye.engineio.server.host.Response;
import dev.sockeye.engineio.server.host.WebSocketOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers below {@code /toy}: echoes bodies and frames, holds what is asked to be held, fails where told to. */
final class ToyHandler implements HttpHandler {
    static final long LIMIT = 1000;

    final Queue<String> events = new ConcurrentLinkedQueue<>();
    final Queue<HttpExchange> held = new ConcurrentLinkedQueue<>();
    final Queue<FrameChannel> channels = new ConcurrentLinkedQueue<>();
    final Queue<Lane> lanes = new ConcurrentLinkedQueue<>();
    volatile @Nullable Lane lane;
    volatile WebSocketOptions options = new WebSocketOptions(100_000, false, 0);
    volatile Optional<Duration> unclaimed = Optional.empty();
    volatile Optional<Boolean> listening = Optional.empty();

    @Override
    public Optional<Duration> unclaimedUpgradeTimeout() {
        return unclaimed;
    }

    @Override
    public void listening(boolean encrypted) {
        listening = Optional.of(encrypted);
    }

    @Override
    public boolean matches(String rawTarget) {
        if (rawTarget.startsWith("/toy/undecided")) {
            throw new IllegalStateException("on purpose");
        }
        return rawTarget.startsWith("/toy");
    }

    @Override
    public void handle(HttpExchange exchange) {
        var request = exchange.request();
        events.add(request.method() + " " + request.target());
        if (request.webSocket()) {
            var target = lane;
            lanes.add(exchange.lane());
            exchange.upgrade(
                    Headers.of("X-Toy", "yes"), options, target == null ? exchange.lane() : target, new Echo(target));
            return;
        }
        switch (request.path()) {
            case "/toy/echo" -> exchange.readBody(LIMIT, new EchoBody(exchange));
            case "/toy/late" -> exchange.lane().execute(() -> exchange.readBody(LIMIT, new EchoBody(exchange)));
            case "/toy/hold" -> {
                exchange.onAbort(() -> events.add("aborted"));
                held.add(exchange);
            }
            case "/toy/throw" -> throw new IllegalStateException("on purpose");
            case "/toy/answer-and-throw" -> {
                exchange.respond(text("said", false));
                throw new IllegalStateException("on purpose");
            }
            case "/toy/refuse-and-throw" ->
                exchange.readBody(LIMIT, new BodyListener() {
                    @Override
                    public void onBody(Bytes body) {
                        events.add("body");
                    }

                    @Override
                    public void onTooLarge() {
                        exchange.respond(text("too much", false));
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public void onAborted() {
                        events.add("body aborted");
                    }
                });
            case "/toy/twice" -> {
                exchange.respond(text("first", false), failure -> events.add("first " + failure));
                exchange.respond(text("second", false), failure -> events.add("second " + failure));
                events.add("handled");
            }
            case "/toy/abort" -> exchange.abort();
            case "/toy/close" -> exchange.respond(text("bye", true));
            case "/toy/big" ->
                exchange.respond(new Response(200, Headers.empty(), Bytes.wrap(new byte[5_000_000]), -1, false));
            case "/toy/lengths" ->
                exchange.respond(new Response(
                        200,
                        Headers.of("content-length", "3", "X-Toy", "yes", "Content-Length", "900"),
                        Bytes.utf8("seven!!")));
            case "/toy/zip" ->
                exchange.respond(new Response(200, Headers.empty(), Bytes.utf8("z".repeat(5000)), 1024, false));
            default -> exchange.respond(text("toy " + request.target(), false));
        }
    }

    /** Does something to a WebSocket that was opened, where that is allowed. */
    void onLane(Consumer<FrameChannel> action) {
        var channel = channels.remove();
        lanes.remove().execute(() -> action.accept(channel));
    }

    static Response text(String body, boolean close) {
        return new Response(200, Headers.of("Content-Type", "text/plain"), Bytes.utf8(body), -1, close);
    }

    /** Echoes a body. */
    private final class EchoBody implements BodyListener {
        private final HttpExchange exchange;

        EchoBody(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onBody(Bytes body) {
            exchange.respond(new Response(200, Headers.empty(), body));
        }

        @Override
        public void onTooLarge() {
            events.add("too large");
            exchange.respond(Response.empty(413));
        }

        @Override
        public void onAborted() {
            events.add("body aborted");
        }
    }

    /** Echoes frames, one batch at a time. */
    private final class Echo implements FrameChannel.Listener, FrameChannel.Completion {
        private final @Nullable Lane expected;
        private List<Frame> waiting = new ArrayList<>();
        private boolean sending;
        private @Nullable FrameChannel channel;

        Echo(@Nullable Lane expected) {
            this.expected = expected;
        }

        @Override
        public void onOpen(FrameChannel opened) {
            check();
            channel = opened;
            channels.add(opened);
        }

        @Override
        public void onFrame(Frame frame) {
            check();
            waiting.add(frame);
        }

        @Override
        public void onReadComplete() {
            check();
            flush();
        }

        @Override
        public void done(@Nullable Throwable failure) {
            check();
            sending = false;
            if (failure == null) {
                flush();
            }
        }

        @Override
        public void onClose(int code, @Nullable Throwable cause) {
            check();
            events.add("close " + code);
        }

        private void flush() {
            if (!sending && !waiting.isEmpty() && channel != null) {
                sending = true;
                var batch = waiting;
                waiting = new ArrayList<>();
                channel.send(batch, this);
            }
        }

        private void check() {
            if (expected != null && !expected.inLane()) {
                events.add("wrong lane");
            }
        }
    }
}
