package dev.sockeye.cli.load;

import dev.sockeye.engineio.netty.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Is what all connections of a run share. Confined to the event loop, but for {@link #call} and {@link #close}. */
final class Rig {
    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
    private static final int NARROW_BYTES = 4_096;
    // TCP_MAXSEG of IPPROTO_TCP: how much a server buffers goes by it, and the loopback's segments are huge.
    private static final ChannelOption<Integer> LARGEST_SEGMENT = new IntegerUnixChannelOption("TCP_MAXSEG", 6, 2);
    private static final int ETHERNET_SEGMENT = 1_460;
    private static final Traffic NONE = (client, count) -> {};

    private final Target target;
    private final EventLoops loops;
    private final EventLoop loop;
    private final Meter meter = new Meter();
    private final ByteBuf pong = ClientFrames.lasting(ClientFrames.text("3"));
    private final ByteBuf ping = ClientFrames.lasting(ClientFrames.text("2"));
    private final ChannelGroup channels;
    private final Set<Client> beating = new LinkedHashSet<>();
    private Traffic traffic = NONE;
    private @Nullable ReplyStream replies;
    private @Nullable Workload workload;
    private boolean heart;
    private boolean narrow;

    Rig(Target target) {
        this.target = target;
        // One thread: no counter is shared, and the generator can be pinned to one core.
        this.loops = EventLoops.start("sockeye-load", 1, true);
        this.loop = loops.group().next();
        // What a request tries anew behind the end is closed too.
        this.channels = new DefaultChannelGroup(loop, true);
    }

    Target target() {
        return target;
    }

    EventLoop loop() {
        return loop;
    }

    Meter meter() {
        return meter;
    }

    Traffic traffic() {
        return traffic;
    }

    @Nullable
    ReplyStream replies() {
        return replies;
    }

    @Nullable
    Workload workload() {
        return workload;
    }

    ByteBuf pong() {
        return pong.retainedDuplicate();
    }

    ByteBuf ping() {
        return ping.retainedDuplicate();
    }

    void traffic(Traffic now) {
        traffic = now;
    }

    /** Sets what is expected from now on of connections that are new. */
    void expect(@Nullable Workload now) {
        workload = now;
        replies = now == null ? null : new ReplyStream(now);
    }

    /**
     * Sets whether connections that are new have small buffers: where they are not read, the server's side soon is full,
     * as that of a client far away would be, instead of behind megabytes as between processes of one machine.
     */
    void narrow(boolean on) {
        narrow = on;
    }

    /** Begins to connect; the handler is in the pipeline, behind TLS. */
    ChannelFuture connect(ChannelHandler handler, @Nullable InetAddress source) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(loops.clientChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        var tls = target.tls();
                        if (tls != null) {
                            var server = target.address();
                            channel.pipeline()
                                    .addLast(tls.newHandler(channel.alloc(), target.host(), server.getPort()));
                        }
                        channel.pipeline().addLast(handler);
                    }
                });
        if (narrow) {
            bootstrap.option(ChannelOption.SO_RCVBUF, NARROW_BYTES);
            if (loops.clientChannel() == EpollSocketChannel.class) {
                bootstrap.option(LARGEST_SEGMENT, ETHERNET_SEGMENT);
            }
        }
        return source == null
                ? bootstrap.connect(target.address())
                : bootstrap.connect(target.address(), new InetSocketAddress(source, 0));
    }

    /** Keeps a session alive: clients of revision 3 are the ones that ping. */
    void alive(Client client, Duration pingInterval) {
        if (target.eio() != 3) {
            return;
        }
        beating.add(client);
        if (!heart) {
            heart = true;
            var millis = Math.max(100, pingInterval.toMillis() * 3 / 4);
            loop.scheduleAtFixedRate(
                    () -> {
                        for (var one : Set.copyOf(beating)) {
                            one.ping();
                        }
                    },
                    millis,
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    void dead(Client client) {
        beating.remove(client);
    }

    /** Does something on the event loop and waits for it. */
    <T> T call(Callable<T> action) {
        try {
            return loop.submit(action).get(LONGEST_CALL.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LoadException("the generator itself got stuck");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        }
    }

    void run(Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    /** Ends all connections, so that the next run has the descriptors, and the thread. */
    void close() {
        channels.close().awaitUninterruptibly(LONGEST_CLOSE.toMillis());
        loops.close().join();
    }
}
