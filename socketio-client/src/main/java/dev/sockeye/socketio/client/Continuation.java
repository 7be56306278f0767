package dev.sockeye.socketio.client;

import dev.sockeye.socketio.events.Encoding;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers what a socket needs to go on where it was, with servers that can do that: who it was, and what it received last.
 * Confined to the strand.
 */
final class Continuation {
    private static final int LONGEST_OFFSET = 128;

    private @Nullable String privateId;
    private @Nullable String offset;

    /** Takes the private id that the server gave; tells whether it is the one that the socket had. */
    boolean joined(@Nullable String id) {
        var same = id != null && id.equals(privateId);
        if (!same) {
            offset = null;
        }
        privateId = id;
        return same;
    }

    /** Takes note of an event that is handed to the application. */
    void received(Packet.Event event) {
        if (privateId == null || event.id().isPresent()) {
            // Events that ask for an answer have no offset.
            return;
        }
        var arguments = event.arguments();
        var last = arguments.size() - 1;
        if (last < 0 || !arguments.text(last)) {
            return;
        }
        var text = arguments.tree(last).stringValue();
        if (isOffset(text)) {
            offset = text;
        }
    }

    /** Tells whether a text can be an offset. Each adapter has its own, but all are one short word. */
    private static boolean isOffset(String text) {
        if (text.isEmpty() || text.length() > LONGEST_OFFSET) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    boolean possible() {
        return privateId != null;
    }

    void forget() {
        privateId = null;
        offset = null;
    }

    /** Returns what the server is told at the joining: the wish to go on, where there is one, and the application's. */
    Arguments auth(Arguments own, Encoding encoding) {
        if (privateId == null) {
            return own;
        }
        var merged = encoding.mapper().createObjectNode();
        merged.put("pid", privateId);
        if (offset != null) {
            merged.put("offset", offset);
        }
        // Official: the application's members win.
        if (own.size() > 0 && own.tree(0) instanceof ObjectNode members) {
            merged.setAll(members);
        }
        return encoding.snapshot(new Object[] {merged});
    }
}
