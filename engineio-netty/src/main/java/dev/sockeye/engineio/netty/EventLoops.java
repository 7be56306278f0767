package dev.sockeye.engineio.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Is a group of event loops and the kind of channels that run on it; may be shared by hosts and clients. Thread-safe. */
public final class EventLoops {
    private final EventLoopGroup group;
    private final boolean epoll;
    private final boolean owned;

    private EventLoops(EventLoopGroup group, boolean epoll, boolean owned) {
        this.group = group;
        this.epoll = epoll;
        this.owned = owned;
    }

    /**
     * Starts event loops, on epoll where the platform has it.
     *
     * @param name how the threads' names begin
     * @param threads how many; 0 for one per processor
     * @param daemon whether the threads let the process end
     */
    public static EventLoops start(String name, int threads, boolean daemon) {
        return start(name, threads, daemon, Epoll.isAvailable());
    }

    /** Starts event loops on NIO, whatever the platform has. */
    public static EventLoops startNio(String name, int threads, boolean daemon) {
        return start(name, threads, daemon, false);
    }

    /**
     * Wraps a group that somebody else made and will shut down.
     *
     * @throws IllegalArgumentException if the group runs neither on epoll nor on NIO
     */
    public static EventLoops of(EventLoopGroup group) {
        if (group instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class)) {
            return new EventLoops(group, true, false);
        }
        if (group instanceof IoEventLoopGroup io && io.isIoType(NioIoHandler.class)) {
            return new EventLoops(group, false, false);
        }
        throw new IllegalArgumentException(
                "group: " + group.getClass().getName() + " (expected: a group on epoll or NIO)");
    }

    private static EventLoops start(String name, int threads, boolean daemon, boolean epoll) {
        if (threads < 0) {
            throw new IllegalArgumentException("threads: " + threads + " (expected: >= 0)");
        }
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        var count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
        var group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, daemon), io);
        return new EventLoops(group, epoll, true);
    }

    /** Returns Netty's group. */
    public EventLoopGroup group() {
        return group;
    }

    /** Returns the class of channels that listen. */
    public Class<? extends ServerSocketChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Returns the class of channels that connect. */
    public Class<? extends SocketChannel> clientChannel() {
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** Ends the threads that were started here; done when none is left. A wrapped group is left alone. */
    public CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        if (owned) {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).addListener(done -> closed.complete(null));
        } else {
            closed.complete(null);
        }
        return closed;
    }
}
