package dev.sockeye.socketio.protocol;

import java.time.Instant;
import tools.jackson.databind.node.StringNode;

/** Is a point in time within a tree: everybody else sees its ISO text, MessagePack has a form of its own for it. */
final class InstantNode extends StringNode {
    private static final long serialVersionUID = 1;

    private final long epochMillis;

    InstantNode(long epochMillis) {
        super(IsoInstant.text(Instant.ofEpochMilli(epochMillis)));
        this.epochMillis = epochMillis;
    }

    long epochMillis() {
        return epochMillis;
    }
}
