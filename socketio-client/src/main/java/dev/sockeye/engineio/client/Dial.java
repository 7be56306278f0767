package dev.sockeye.engineio.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks4ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Is one attempt to connect: it looks up the name, tries one address after the other, passes the proxy and greets by TLS.
 * Confined to the lane. Keeps the event loops alive, as does the connection that it makes.
 */
final class Dial {
    /** How long one address may take where another one is left, and where there is no limit for the whole. */
    private static final long FIRST_TRY_MILLIS = 10_000;

    private static final long LAST_TRY_MILLIS = 30_000;

    /** Is told how an attempt ended: exactly one of both, unless it was cancelled. */
    interface Listener {
        /** Takes an open connection with nothing in its pipeline but TLS. */
        void connected(Channel channel);

        void failed(Throwable cause);
    }

    private final Dialer dialer;
    private final Listener listener;
    private List<InetAddress> addresses = List.of();
    private int next;
    private @Nullable Channel channel;
    private boolean done;

    Dial(Dialer dialer, Listener listener) {
        this.dialer = dialer;
        this.listener = listener;
    }

    void begin() {
        dialer.loops.retain();
        var host = dialer.options.proxy().map(EngineProxy::host).orElse(dialer.target.host());
        var literal = Resolver.literal(host);
        if (literal != null && !dialer.waitsForTls()) {
            dialer.lane.execute(() -> resolved(List.of(literal)));
        } else {
            Resolver.run(() -> resolve(host, literal));
        }
    }

    /** Gives up; the listener is not called. */
    void cancel() {
        if (finish() && channel != null) {
            channel.close();
        }
    }

    // On a thread that may wait.
    private void resolve(String host, @Nullable InetAddress literal) {
        try {
            if (dialer.waitsForTls()) {
                dialer.tls();
            }
            var found = literal == null ? Resolver.lookUp(host, dialer.options.family()) : List.of(literal);
            later(() -> resolved(found));
        } catch (Exception | LinkageError e) {
            later(() -> failed(e));
        }
    }

    private void later(Runnable task) {
        try {
            dialer.lane.execute(task);
        } catch (RejectedExecutionException e) {
            // The application has ended its event loops; the client tells all whose connections were on them.
        }
    }

    private void resolved(List<InetAddress> found) {
        addresses = found;
        tryNext();
    }

    private void tryNext() {
        if (done) {
            return;
        }
        var address = addresses.get(next++);
        var options = dialer.options;
        var proxy = options.proxy();
        var target = dialer.target;
        SocketAddress gate =
                new InetSocketAddress(address, proxy.map(EngineProxy::port).orElse(target.port()));
        var bootstrap = new Bootstrap()
                .group(dialer.lane.loop())
                .channel(dialer.loops.running().clientChannel())
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        var pipeline = made.pipeline();
                        proxy.ifPresent(through -> pipeline.addLast(passage(through, gate)));
                        if (target.secure()) {
                            pipeline.addLast(greeting(made));
                        }
                        pipeline.addLast(new DialHandler(Dial.this, target.secure()));
                    }
                });
        options.localAddress().ifPresent(local -> bootstrap.localAddress(new InetSocketAddress(local, 0)));
        var connect = bootstrap.connect(
                proxy.isPresent() ? InetSocketAddress.createUnresolved(target.host(), target.port()) : gate);
        channel = connect.channel();
        var loops = dialer.loops;
        loops.retain();
        channel.closeFuture().addListener(closed -> loops.release());
        connect.addListener((ChannelFuture tried) -> {
            if (!tried.isSuccess()) {
                unreachable(tried.cause());
            }
        });
    }

    private long patience() {
        var last = next == addresses.size();
        var whole = dialer.options.timeout().toMillis();
        if (whole == 0) {
            return last ? LAST_TRY_MILLIS : FIRST_TRY_MILLIS;
        }
        // Each address gets its share, so that one that swallows packets does not hide one that would answer.
        return Math.min(Integer.MAX_VALUE, Math.max(1, whole / addresses.size()));
    }

    private ProxyHandler passage(EngineProxy through, SocketAddress gate) {
        var user = through.user().orElse(null);
        var handler = switch (through.kind()) {
            case HTTP ->
                user == null
                        ? new HttpProxyHandler(gate)
                        : new HttpProxyHandler(gate, user, through.password().orElse(""));
            case SOCKS4 -> new Socks4ProxyHandler(gate, user);
            case SOCKS5 -> new Socks5ProxyHandler(gate, user, through.password().orElse(user == null ? null : ""));
        };
        handler.setConnectTimeoutMillis(limit());
        return handler;
    }

    private SslHandler greeting(Channel made) {
        var options = dialer.options;
        var handler = dialer.tls()
                .newHandler(made.alloc(), options.serverName().orElse(dialer.target.host()), dialer.target.port());
        var parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(options.checkServerIdentity() ? "HTTPS" : "");
        handler.engine().setSSLParameters(parameters);
        handler.setHandshakeTimeoutMillis(limit());
        return handler;
    }

    private long limit() {
        var whole = dialer.options.timeout().toMillis();
        return whole == 0 ? LAST_TRY_MILLIS : whole;
    }

    private void unreachable(Throwable cause) {
        if (!done && next < addresses.size()) {
            tryNext();
        } else {
            failed(cause);
        }
    }

    void ready(Channel connected) {
        if (finish()) {
            listener.connected(connected);
        }
    }

    void failed(Throwable cause) {
        if (finish()) {
            if (channel != null) {
                channel.close();
            }
            listener.failed(cause);
        }
    }

    private boolean finish() {
        if (done) {
            return false;
        }
        done = true;
        dialer.loops.release();
        return true;
    }
}
