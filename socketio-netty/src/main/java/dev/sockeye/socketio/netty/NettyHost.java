package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.engineio.netty.WebSocketHandler;
import dev.sockeye.engineio.server.host.Ending;
import dev.sockeye.engineio.server.host.HttpHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Listens on a port and serves an {@link HttpHandler} there, over HTTP and WebSocket, with or without TLS. Thread-safe.
 *
 * <pre>{@code
 * try (var host = NettyHost.bind(3000, io)) { ... }
 * }</pre>
 */
public final class NettyHost implements AutoCloseable {
    private static final int GOING_AWAY = 1001;

    /** How long a request that is being worked on may take to be answered once the host closes. */
    private static final Duration LAST_ANSWERS = Duration.ofMillis(500);

    /** How long peers may take what they were told last, where the grace period is used up. */
    private static final Duration LAST_WORDS = Duration.ofMillis(250);

    private final HostContext context;
    private final EventLoops loops;
    private final boolean ownLoops;
    private final Duration grace;
    private final Supplier<? extends CompletionStage<?>> beforeClose;
    private final Channel listening;
    private final InetSocketAddress address;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private NettyHost(NettyHostBuilder settings, EventLoops loops, boolean ownLoops) throws IOException {
        this.context = settings.context();
        this.loops = loops;
        this.ownLoops = ownLoops;
        this.grace = settings.grace();
        this.beforeClose = settings.beforeClose();
        var bootstrap = new ServerBootstrap()
                .group(loops.group())
                .channel(loops.serverChannel())
                .option(ChannelOption.SO_BACKLOG, settings.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                // Not TCP_NODELAY, which Netty sets by itself: asking for it costs a call for each connection.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ConnectionSetup(context, settings.tls(), open, channel -> left()));
        var bound = bootstrap.bind(settings.address()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + settings.address(), bound.cause());
        }
        this.listening = bound.channel();
        // Behind Netty's own handler, which waits a second before it tries again.
        this.listening.pipeline().addLast(new AcceptFailures());
        this.address = (InetSocketAddress) listening.localAddress();
        context.listening(settings.tls() != null);
    }

    /**
     * Listens on all interfaces.
     *
     * @param port 0 for any free one; {@link #port()} tells which
     * @throws UncheckedIOException if the port is taken
     */
    public static NettyHost bind(int port, HttpHandler handler) {
        return builder(handler).port(port).bind();
    }

    /** Makes a builder. */
    public static NettyHostBuilder builder(HttpHandler handler) {
        return new NettyHostBuilder(handler);
    }

    static NettyHost bind(NettyHostBuilder settings) {
        var loops = settings.loops();
        var own = loops == null;
        var used = loops == null ? EventLoops.start("sockeye", settings.threads(), settings.daemon()) : loops;
        try {
            return new NettyHost(settings, used, own);
        } catch (IOException e) {
            if (own) {
                used.close();
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port on which the host listens. */
    public int port() {
        return address.getPort();
    }

    /** Returns the address on which the host listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Returns the number of open connections. */
    public int connections() {
        return open.size();
    }

    /**
     * Stops as {@link #closeAsync()} does and waits for the end; on an event loop it does not wait. Callable repeatedly.
     */
    @Override
    public void close() {
        var done = closeAsync();
        if (!(Thread.currentThread() instanceof FastThreadLocalThread)) {
            done.join();
        }
    }

    /**
     * Stops: serves on until what is to run {@link NettyHostBuilder#beforeClose before} is done, then takes no further
     * connection and no further request, closes WebSockets with 1001, lets open requests be answered, and when the grace
     * period is over, which began with this call, cuts what is left; 0.75 s after it stopped listening at the earliest. Any
     * thread; callable repeatedly.
     *
     * @return done when no connection is left, and the event loops of the host's own have come to their end; not on one of
     *     them
     */
    public CompletableFuture<Void> closeAsync() {
        if (closing.compareAndSet(false, true)) {
            // Not listening any more comes second: the client of a session that ends may need one more request to learn
            // of it, and many a client makes each on a connection of its own.
            var begun = System.nanoTime();
            before().whenComplete((done, failure) -> listening.close().addListener(stopped -> drain(begun)));
        }
        return closed.copy();
    }

    private CompletableFuture<Void> before() {
        try {
            return beforeClose
                    .get()
                    .toCompletableFuture()
                    .<Void>thenApply(done -> null)
                    .completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void drain(long begun) {
        context.drain();
        open.forEach(channel -> onLoop(channel, () -> sayGoodbye(channel)));
        var cut = later(LAST_ANSWERS, () -> open.forEach(channel -> onLoop(channel, () -> cutExchange(channel))));
        var end = later(patience(begun), () -> {
            open.forEach(Channel::close);
            left();
        });
        emptied.thenRun(() -> {
            cut.cancel(false);
            end.cancel(false);
            (ownLoops ? loops.close() : CompletableFuture.<Void>completedFuture(null))
                    .thenRun(() -> Ending.complete(closed));
        });
        left();
    }

    /** Returns what is left of the grace period, but enough for last answers to be made and taken. */
    private Duration patience(long begun) {
        var left = grace.minusNanos(System.nanoTime() - begun);
        var wanted = LAST_ANSWERS.plus(LAST_WORDS);
        // Who wants less grace than that gets it.
        var least = grace.compareTo(wanted) < 0 ? grace : wanted;
        return left.compareTo(least) > 0 ? left : least;
    }

    private void left() {
        if (closing.get() && !listening.isOpen() && open.isEmpty()) {
            emptied.complete(null);
        }
    }

    private Future<?> later(Duration delay, Runnable task) {
        return loops.group().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void sayGoodbye(Channel channel) {
        var webSocket = channel.pipeline().get(WebSocketHandler.class);
        if (webSocket != null) {
            webSocket.close(GOING_AWAY, "");
        }
        var front = channel.pipeline().get(ByteFront.class);
        if (front != null && front.connection().idle()) {
            front.connection().abort();
        }
    }

    private static void cutExchange(Channel channel) {
        var front = channel.pipeline().get(ByteFront.class);
        if (front != null) {
            front.connection().drain();
        }
    }

    private static void onLoop(Channel channel, Runnable task) {
        var loop = channel.eventLoop();
        try {
            loop.execute(() -> {
                if (channel.eventLoop() == loop) {
                    task.run();
                } else {
                    // It was on its way to the loop of its session.
                    onLoop(channel, task);
                }
            });
        } catch (RejectedExecutionException e) {
            // A borrowed loop that its owner has ended took its connections with it.
            channel.close();
        }
    }
}
