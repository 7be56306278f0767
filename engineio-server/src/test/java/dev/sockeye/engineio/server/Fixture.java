package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.memory.MemoryExchange;
import dev.sockeye.engineio.server.host.memory.MemoryHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Is a server in memory whose application writes down what it is told. */
final class Fixture {
    static final String V3 = "/socket.io/?EIO=3&transport=polling";
    static final String V4 = "/socket.io/?EIO=4&transport=polling";
    static final String WS3 = "/socket.io/?EIO=3&transport=websocket";
    static final String WS4 = "/socket.io/?EIO=4&transport=websocket";

    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    final EngineServer server;
    final MemoryHost host;

    /** What the application of the last session was told, in order. */
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /** What it was told beside. */
    final List<String> noticed = Collections.synchronizedList(new ArrayList<>());

    final List<Session> sessions = Collections.synchronizedList(new ArrayList<>());

    int drains;
    Consumer<Session> onConnection = opened -> {};
    Consumer<Message> onMessage = message -> {};

    Fixture() {
        this(EngineOptions.defaults());
    }

    Fixture(UnaryOperator<EngineOptions.Builder> options) {
        this(options.apply(EngineOptions.builder()).build());
    }

    Fixture(EngineOptions options) {
        server = new EngineServer(options);
        host = new MemoryHost(server);
        server.onConnection(opened -> {
            sessions.add(opened);
            opened.listener(new Recorder());
            onConnection.accept(opened);
        });
    }

    static String sid(MemoryExchange handshake) {
        return sid(handshake.text());
    }

    static String sid(String openPacket) {
        var matcher = SID.matcher(openPacket.replace("\\", ""));
        if (!matcher.find()) {
            throw new AssertionError("no sid in " + openPacket);
        }
        return matcher.group(1);
    }

    /** Returns the newest session. */
    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    /** Opens a polling session and returns the target of its further requests. */
    String open(String target, String... headers) {
        return target + "&sid=" + sid(host.get(target, headers));
    }

    /** Returns the target by which the session of another target is upgraded. */
    static String upgradeOf(String target) {
        return target.replace("transport=polling", "transport=websocket");
    }

    /** Returns a text message. */
    static List<Message> text(String text) {
        return List.of(Message.text(text));
    }

    private final class Recorder implements SessionListener {
        @Override
        public void onMessage(Message message) {
            told.add(
                    message.binary()
                            ? "binary " + message.data().length()
                            : message.data().utf8());
            onMessage.accept(message);
        }

        @Override
        public void onUpgrade() {
            told.add("(upgraded)");
        }

        @Override
        public void onUpgradeFailed(String reason) {
            noticed.add("upgrade failed: " + reason);
        }

        @Override
        public void onDropped() {
            noticed.add("dropped");
        }

        @Override
        public void onWritable() {
            noticed.add("writable");
        }

        @Override
        public void onDrain() {
            drains++;
        }

        @Override
        public void onClose(CloseReason reason, @Nullable String description) {
            told.add("closed: " + reason.text());
        }
    }
}
