package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/**
 * Is how things are. Immutable.
 *
 * @param server scheme, host and port
 * @param transport the transport in use, if there is a connection
 * @param eio the revision of Engine.IO that is spoken
 * @param ping how long the server took to answer a ping; only clients of revision 3 send some
 * @param ack how long the last acknowledgement took
 * @param rooms the namespaces
 */
record Status(
        String server,
        Optional<String> transport,
        OptionalInt eio,
        Optional<Duration> ping,
        Optional<Duration> ack,
        List<Membership> rooms) {
    /**
     * Is a namespace.
     *
     * @param id what the server knows us by, while it is joined
     * @param active whether it is joined or is to be
     * @param current whether it is the one in use
     */
    record Membership(String namespace, Optional<String> id, boolean active, boolean current) {
        String state() {
            return id.isPresent() ? "connected" : active ? "connecting" : "left";
        }
    }

    void tell(ObjectNode line) {
        line.put("server", server);
        transport.ifPresent(name -> line.put("transport", name));
        eio.ifPresent(revision -> line.put("eio", revision));
        ping.ifPresent(time -> line.put("pingMillis", time.toMillis()));
        ack.ifPresent(time -> line.put("ackMillis", time.toMillis()));
        var list = line.putArray("namespaces");
        for (var room : rooms) {
            var entry = list.addObject().put("namespace", room.namespace).put("state", room.state());
            room.id.ifPresent(id -> entry.put("id", id));
        }
    }

    String text() {
        var text = new StringBuilder(server)
                .append(transport.map(name -> " over " + name).orElse(" is not connected"));
        eio.ifPresent(revision -> text.append(", EIO ")
                .append(revision)
                .append(revision == 3 ? " (Socket.IO 2.x)" : " (Socket.IO 3.x, 4.x)"));
        ping.ifPresent(time -> text.append(", ping ").append(millis(time)));
        ack.ifPresent(time -> text.append(", last ack after ").append(millis(time)));
        for (var room : rooms) {
            text.append("\n  ")
                    .append(room.current ? "* " : "  ")
                    .append(Shown.harmless(room.namespace))
                    .append(' ')
                    .append(room.state())
                    .append(room.id.map(id -> " as " + Shown.brief(id)).orElse(""));
        }
        return text.toString();
    }

    private static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }
}
