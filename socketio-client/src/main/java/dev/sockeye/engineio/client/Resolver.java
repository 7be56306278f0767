package dev.sockeye.engineio.client;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what the platform can only do with a thread waiting for it: looking up names, reading its trusted certificates. Its
 * threads go when there was nothing to do for a second. Thread-safe.
 */
final class Resolver {
    private static final int THREADS = 4;
    private static final ThreadPoolExecutor EXECUTOR = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("sockeye-client-names", true));

    static {
        EXECUTOR.allowCoreThreadTimeOut(true);
    }

    private Resolver() {}

    /** Runs something that waits. */
    static void run(Runnable task) {
        EXECUTOR.execute(task);
    }

    /** Returns the address that a text is, or null if it is a name. */
    static @Nullable InetAddress literal(String host) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(host);
        try {
            return bytes == null ? null : InetAddress.getByAddress(host, bytes);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Looks up a name. Waits. */
    static List<InetAddress> lookUp(String host, Optional<StandardProtocolFamily> family) throws UnknownHostException {
        var found = new ArrayList<InetAddress>();
        for (var address : InetAddress.getAllByName(host)) {
            if (of(address, family)) {
                found.add(address);
            }
        }
        if (found.isEmpty()) {
            throw new UnknownHostException(host + ": no address of the family wanted");
        }
        return found;
    }

    private static boolean of(InetAddress address, Optional<StandardProtocolFamily> family) {
        return switch (family.orElse(StandardProtocolFamily.UNIX)) {
            case INET -> address instanceof Inet4Address;
            case INET6 -> address instanceof Inet6Address;
            default -> true;
        };
    }
}
