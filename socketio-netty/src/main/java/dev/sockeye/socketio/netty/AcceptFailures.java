package dev.sockeye.socketio.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells why a host takes no connections: mostly because the process may open no more files. Netty tries again each second,
 * and so this would be told each second. Confined to the event loop of the channel that listens.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(NettyHost.class);
    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final String limit = limit();
    private boolean told;
    private long toldAt;
    private int untold;

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var now = System.nanoTime();
        if (told && now - toldAt < INTERVAL) {
            untold++;
            return;
        }
        LOG.warn(
                "{}{}",
                sentence(ctx.channel(), cause),
                untold == 0 ? "" : " (and " + untold + " times more since this was told)");
        told = true;
        toldAt = now;
        untold = 0;
    }

    private String sentence(Channel listening, Throwable cause) {
        var where = listening.localAddress();
        if (!String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files")) {
            return "A connection to " + where + " could not be taken: " + cause;
        }
        return "No connection to " + where + " is taken for now: each needs a file descriptor, and there is none left"
                + (limit.isEmpty() ? "" : " (the process may have " + limit + ")")
                + "; raise the limit (ulimit -n, LimitNOFILE= of systemd, --ulimit nofile= of Docker), or keep below it"
                + " with HostLimits.connections";
    }

    /** Returns how many files the process may open; read early, because reading needs one. Empty where that is not told. */
    private static String limit() {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s+")[3])
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            // Not Linux: the sentence does without it.
            return "";
        }
    }
}
