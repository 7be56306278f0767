package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.memory.MemoryHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Is a client that comes back as official ones do: it repeats its private id and the offset that it saw last. */
final class RecoveringClient {
    private static final Pattern CONNECTED = Pattern.compile("0\\{\"sid\":\"([^\"]+)\",\"pid\":\"([^\"]+)\"}");
    private static final Pattern EVENT = Pattern.compile("2\\[(.*?)(?:,)?\"([^\",]*)\"]");

    private final TestServer server;
    TestClient client;
    String sid = "";
    String pid = "";

    @Nullable
    String offset;

    RecoveringClient(TestServer server) {
        this.server = server;
        client = server.open().send("0");
        events();
    }

    /** Returns the events that came, without their offsets; takes note of ids and offsets. */
    List<String> events() {
        var events = new ArrayList<String>();
        for (var packet : client.received()) {
            var connected = CONNECTED.matcher(packet);
            var event = EVENT.matcher(packet);
            if (connected.matches()) {
                sid = connected.group(1);
                pid = connected.group(2);
                events.add("connected");
            } else if (event.matches()) {
                events.add(event.group(1));
                offset = event.group(2);
            } else {
                events.add(packet);
            }
        }
        return events;
    }

    void lose() {
        client.leave();
    }

    /** Comes back, and returns what came up to the answer and behind it. */
    List<String> comeBack() {
        return comeBack(server.host);
    }

    /** Comes back on another lane. */
    List<String> comeBack(MemoryHost on) {
        client = server.open(on).send("0" + auth());
        return events();
    }

    String auth() {
        return offset == null ? "{\"pid\":\"" + pid + "\"}" : "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
    }

    Socket socket() {
        var socket = server.io.root().socket(sid);
        assertThat(socket).isPresent();
        return Objects.requireNonNull(socket.orElse(null));
    }
}
