package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.server.host.HttpHandler;
import io.netty.channel.ChannelHandler;
import java.util.Objects;

/**
 * Serves an {@link HttpHandler} in a pipeline of somebody else's: a {@link #newHandler() handler} behind the pipeline's
 * {@code HttpServerCodec} answers what matches and fires everything else on. Thread-safe.
 *
 * <p>The codec is the pipeline's own, and so are its limits on heads and the time they take; give it room for 8 KiB of
 * request line. When a connection becomes a WebSocket, the codec and all handlers behind it are removed. A handler that
 * aggregates bodies may stand in between, one that compresses answers should not: answers say themselves what of them is
 * worth it.
 *
 * <p>A WebSocket handshake that does not match is passed on too. Where nothing behind has written an answer after {@link
 * HttpHandler#unclaimedUpgradeTimeout}, the connection is closed.
 */
public final class SockeyeHandlers {
    private final HostContext context;

    private SockeyeHandlers(HostContext context) {
        this.context = context;
    }

    /** Makes handlers with the default limits. */
    public static SockeyeHandlers of(HttpHandler handler) {
        return of(handler, HostLimits.defaults());
    }

    /** Makes handlers with limits; those on heads and connections do not apply. */
    public static SockeyeHandlers of(HttpHandler handler, HostLimits limits) {
        Objects.requireNonNull(handler, "handler");
        return new SockeyeHandlers(new HostContext(handler, null, Objects.requireNonNull(limits, "limits")));
    }

    /** Makes the handler for one pipeline. */
    public ChannelHandler newHandler() {
        return new ObjectFront(context);
    }

    /** Refuses requests from now on with 503, because the application is about to stop. */
    public void drain() {
        context.drain();
    }
}
