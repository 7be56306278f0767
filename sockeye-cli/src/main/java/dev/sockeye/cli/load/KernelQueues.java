package dev.sockeye.cli.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells how much the kernel holds of this machine's TCP connections (Linux: /proc/net/tcp). Immutable. */
final class KernelQueues {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final String ESTABLISHED = "01";
    private static final int QUEUES = 4;
    private static final int HEX = 16;
    // The IPv4 address in hexadecimal, also at the end of one that is mapped into IPv6, a colon, and the port.
    private static final int ADDRESS = 13;

    private final Map<String, Queues> connections;

    private KernelQueues(Map<String, Queues> connections) {
        this.connections = connections;
    }

    /** What waits to be acknowledged by the other end, and what waits to be read here. */
    private record Queues(long outbound, long inbound) {}

    /** Looks at all connections that are open both ways; those of IPv6 proper are left out. */
    static KernelQueues read() {
        var connections = new HashMap<String, Queues>();
        for (var file : List.of("tcp", "tcp6")) {
            try (var lines = Files.lines(Path.of("/proc/net", file))) {
                lines.skip(1).forEach(line -> add(line.strip().split("\\s+"), connections));
            } catch (IOException e) {
                // Not on this system: then nothing is known.
            }
        }
        return new KernelQueues(connections);
    }

    private static void add(String[] fields, Map<String, Queues> connections) {
        if (!fields[STATE].equals(ESTABLISHED)) {
            return;
        }
        var queues = fields[QUEUES].split(":");
        connections.put(
                last(fields[LOCAL]) + last(fields[REMOTE]),
                new Queues(Long.parseLong(queues[0], HEX), Long.parseLong(queues[1], HEX)));
    }

    private static String last(String address) {
        return address.substring(Math.max(0, address.length() - ADDRESS));
    }

    /** Returns the bytes that one end has sent and the other has not read; empty unless both are on this machine. */
    OptionalLong underWay(InetSocketAddress from, InetSocketAddress to) {
        var sender = connections.get(name(from) + name(to));
        var receiver = connections.get(name(to) + name(from));
        return sender == null || receiver == null
                ? OptionalLong.empty()
                : OptionalLong.of(sender.outbound + receiver.inbound);
    }

    private static String name(InetSocketAddress address) {
        return name(address.getAddress()) + String.format(":%04X", address.getPort());
    }

    private static String name(InetAddress address) {
        var bytes = address.getAddress();
        // The kernel writes the word as the processor reads it.
        return bytes.length == Integer.BYTES
                ? String.format(
                        "%08X",
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt())
                : "";
    }
}
