package dev.sockeye.cli;

import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.socketio.netty.NettyHost;
import dev.sockeye.socketio.server.SocketIoServer;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Is a running server: listens, and ends in good order when the process is told to. Thread-safe. */
final class Service implements AutoCloseable {
    private final SocketIoServer io;
    private final Optional<Duration> drain;
    private final NettyHost host;
    private final String url;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Service(SocketIoServer io, Optional<Duration> drain, NettyHost host, String url) {
        this.io = io;
        this.drain = drain;
        this.host = host;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @param fallback who answers what is not Socket.IO's; else that gets a 404
     * @param path where people or clients are to begin
     * @throws ServiceException if that is not possible
     */
    static Service start(ServerOptions options, SocketIoServer io, Optional<HttpHandler> fallback, String path) {
        var tls = options.tls();
        var builder =
                NettyHost.builder(io).host(options.host()).port(options.port()).beforeClose(io::close);
        fallback.ifPresent(builder::fallback);
        try {
            tls.ifPresent(files -> builder.tls(files.certificate(), files.key()));
            var host = builder.bind();
            var scheme = tls.isPresent() ? "https://" : "http://";
            return new Service(io, options.drain(), host, scheme + authority(options.host(), host.port()) + path);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            io.close();
            throw new ServiceException(sentence(options, e), e);
        }
    }

    /** Returns the address at which to begin. */
    String url() {
        return url;
    }

    int port() {
        return host.port();
    }

    /** Has the server closed when the process is told to end, before it does. */
    void closeAtEnd() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "sockeye-stop"));
        } catch (IllegalStateException e) {
            // It has been told already.
            close();
        }
    }

    /** Waits until the server is closed. */
    void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Closes the server: clients are told, and come back elsewhere or later. */
    @Override
    public void close() {
        // Meanwhile the host serves those that are still there.
        drain.ifPresent(window -> io.drain(window).done().join());
        host.close();
        ended.countDown();
    }

    private static String authority(String host, int port) {
        return (host.contains(":") ? '[' + host + ']' : host) + ':' + port;
    }

    private static String sentence(ServerOptions options, RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var where = authority(options.host(), options.port());
        var reason = String.valueOf(cause.getMessage());
        if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
            return "the host " + options.host() + " is not known";
        }
        if (e instanceof IllegalArgumentException) {
            return String.valueOf(e.getMessage());
        }
        return reason.toLowerCase(Locale.ROOT).contains("in use")
                ? where + " is in use already (choose another port with --port; 0 takes a free one)"
                : "can't listen on " + where + ": " + reason;
    }
}
