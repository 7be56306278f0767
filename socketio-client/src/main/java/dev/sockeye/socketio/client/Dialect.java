package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClosed;
import dev.sockeye.engineio.client.EngineException;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Decides which revision a manager speaks with its server, and finds out where it is to. Confined to the strand. */
final class Dialect {
    // What every official server answers to a revision that it does not speak.
    private static final String UNSUPPORTED = "\"code\":5";
    // How a payload of Engine.IO 3 begins: with a length in front of the open packet.
    private static final Pattern OLD_OPEN_PACKET = Pattern.compile("\\d{1,6}:0\\{");

    private final ClientProtocol protocol;
    private SocketRevision revision;
    // Whether the other revision is being tried.
    private boolean changed;
    private final Memory memory;

    /** Remembers what a server was found to speak. */
    interface Memory {
        SocketRevision recall();

        void remember(SocketRevision revision);
    }

    Dialect(ClientProtocol protocol, Memory memory) {
        this.protocol = protocol;
        this.memory = memory;
        revision = switch (protocol) {
            case V4 -> SocketRevision.V4;
            case V5 -> SocketRevision.V5;
            case AUTO -> memory.recall();
        };
    }

    SocketRevision revision() {
        return revision;
    }

    EngineRevision engineRevision() {
        return revision == SocketRevision.V4 ? EngineRevision.V3 : EngineRevision.V4;
    }

    /** Judges a failed attempt; tells whether to make another one at once, in the other revision. */
    boolean other(EngineClosed closed) {
        if (protocol != ClientProtocol.AUTO) {
            return false;
        }
        if (changed) {
            // Neither of them: the next attempt begins where this one did.
            change();
            changed = false;
            return false;
        }
        if (!unsupported(closed)) {
            return false;
        }
        change();
        changed = true;
        return true;
    }

    private boolean unsupported(EngineClosed closed) {
        var body = closed.cause().flatMap(EngineException::body).orElse("");
        if (revision == SocketRevision.V5 && OLD_OPEN_PACKET.matcher(body).lookingAt()) {
            // Servers of 2.x do not look at what is asked for, and answer in their own words.
            return true;
        }
        return closed.cause()
                                .map(EngineException::status)
                                .orElse(OptionalInt.empty())
                                .orElse(0)
                        == 400
                && body.replace(" ", "").contains(UNSUPPORTED);
    }

    /** Is told that the server speaks protocol 4 in an open connection of protocol 5; tells whether to try that. */
    boolean older() {
        if (protocol != ClientProtocol.AUTO || revision == SocketRevision.V4) {
            return false;
        }
        change();
        changed = true;
        return true;
    }

    private void change() {
        revision = revision == SocketRevision.V4 ? SocketRevision.V5 : SocketRevision.V4;
    }

    /** Is told that a connection was opened. */
    void confirmed() {
        changed = false;
        if (protocol == ClientProtocol.AUTO) {
            memory.remember(revision);
        }
    }
}
