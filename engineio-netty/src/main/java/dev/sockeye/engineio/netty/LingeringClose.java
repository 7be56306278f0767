package dev.sockeye.engineio.netty;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection so that the peer can still read what was sent last. Closing a socket that holds unread bytes resets
 * the connection, and a reset destroys what the peer has not read yet: so only the sending half is closed, and the peer
 * gets a bounded time to do the same. Whoever reads the channel discards what still comes.
 */
public final class LingeringClose {
    private LingeringClose() {}

    /** Ends a channel on whose event loop the caller runs, when all that was sent has been written. */
    public static void begin(Channel channel, Duration patience) {
        if (!channel.isActive()) {
            channel.close();
            return;
        }
        var timer = channel.eventLoop()
                .schedule(() -> StalledWrite.abort(channel), patience.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> timer.cancel(false));
        channel.config().setAutoRead(true);
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound().addListener(sent -> shutdown(channel));
        } else {
            shutdown(channel);
        }
    }

    private static void shutdown(Channel channel) {
        if (!(channel instanceof DuplexChannel duplex) || duplex.isInputShutdown()) {
            channel.close();
        } else {
            duplex.shutdownOutput();
        }
    }
}
