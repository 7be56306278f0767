package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.netty.EventLoops;
import dev.sockeye.engineio.netty.Tls;
import dev.sockeye.engineio.server.host.HttpHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link NettyHost}. Not thread-safe. */
public final class NettyHostBuilder {
    private final HttpHandler handler;
    private @Nullable HttpHandler fallback;
    private @Nullable String host;
    private int port;
    private int backlog = 1024;
    private @Nullable SslContext tls;
    private HostLimits limits = HostLimits.defaults();
    private @Nullable EventLoops loops;
    private int threads;
    private boolean daemon;
    private Duration grace = Duration.ofSeconds(2);
    private Supplier<? extends CompletionStage<?>> beforeClose = () -> CompletableFuture.completedFuture(null);

    NettyHostBuilder(HttpHandler handler) {
        this.handler = Objects.requireNonNull(handler, "handler");
    }

    /** Sets the name or address to listen on; default all interfaces. */
    public NettyHostBuilder host(String name) {
        host = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * Sets the port; default 0, any free one.
     *
     * @throws IllegalArgumentException unless it is 0 to 65535
     */
    public NettyHostBuilder port(int number) {
        if (number < 0 || number > 65535) {
            throw new IllegalArgumentException("port: " + number + " (expected: 0 to 65535)");
        }
        port = number;
        return this;
    }

    /** Names who answers requests that are not the handler's, if it matches them; default nobody, so they get a 404. */
    public NettyHostBuilder fallback(HttpHandler other) {
        fallback = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Serves TLS with a certificate from PEM files.
     *
     * @param certificates the server's certificate, then those that lead to its root
     * @param key its private key in PKCS #8, without a password
     * @throws IllegalArgumentException if a file cannot be read or does not hold what is expected
     */
    public NettyHostBuilder tls(Path certificates, Path key) {
        tls = Tls.server(certificates, key);
        return this;
    }

    /** Serves TLS with a context of the platform. */
    public NettyHostBuilder tls(SSLContext context) {
        tls = Tls.server(context);
        return this;
    }

    /** Sets the limits; default {@link HostLimits#defaults()}. */
    public NettyHostBuilder limits(HostLimits bounds) {
        limits = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    /**
     * Sets how many connections the system may queue before they are accepted; default 1,024.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public NettyHostBuilder backlog(int connections) {
        if (connections <= 0) {
            throw new IllegalArgumentException("backlog: " + connections + " (expected: > 0)");
        }
        backlog = connections;
        return this;
    }

    /**
     * Sets the number of event loop threads; default 0, one per processor.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public NettyHostBuilder threads(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("threads: " + count + " (expected: >= 0)");
        }
        threads = count;
        return this;
    }

    /** Sets whether the process may end while the host is open; default false. */
    public NettyHostBuilder daemon(boolean on) {
        daemon = on;
        return this;
    }

    /** Uses event loops that may serve others too; the host does not end them. */
    public NettyHostBuilder loops(EventLoops shared) {
        loops = Objects.requireNonNull(shared, "shared");
        return this;
    }

    /**
     * Uses a group of Netty's; the host does not end it.
     *
     * @throws IllegalArgumentException if the group runs neither on epoll nor on NIO
     */
    public NettyHostBuilder loops(EventLoopGroup group) {
        loops = EventLoops.of(group);
        return this;
    }

    /**
     * Sets how long closing waits for what runs {@link #beforeClose before} and for peers, together; default 2 s. Peers get
     * 0.75 s in any case, unless the whole is less.
     */
    public NettyHostBuilder grace(Duration time) {
        grace = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Names what runs when the host is told to close, before it stops listening and closes connections: closing the
     * sessions that live on them, in most cases. Requests are served until it is done, so it has to see to it that
     * nothing new begins.
     */
    public NettyHostBuilder beforeClose(Supplier<? extends CompletionStage<?>> action) {
        beforeClose = Objects.requireNonNull(action, "action");
        return this;
    }

    /**
     * Begins to listen.
     *
     * @throws UncheckedIOException if the address is taken or not one of this machine
     */
    public NettyHost bind() {
        return NettyHost.bind(this);
    }

    HostContext context() {
        return new HostContext(handler, fallback, limits);
    }

    InetSocketAddress address() {
        return host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    int backlog() {
        return backlog;
    }

    @Nullable
    SslContext tls() {
        return tls;
    }

    @Nullable
    EventLoops loops() {
        return loops;
    }

    int threads() {
        return threads;
    }

    boolean daemon() {
        return daemon;
    }

    Duration grace() {
        return grace;
    }

    Supplier<? extends CompletionStage<?>> beforeClose() {
        return beforeClose;
    }
}
