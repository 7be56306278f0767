package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.EngineRevision;

/** Names a revision of the Socket.IO protocol; each is carried by one revision of Engine.IO. */
public enum SocketRevision {
    /** Revision 4: Socket.IO 1.x and 2.x, over Engine.IO 3. */
    V4,
    /** Revision 5: Socket.IO 3.x and 4.x, over Engine.IO 4. */
    V5;

    /** Returns the revision that an Engine.IO session of the given revision carries. */
    public static SocketRevision carriedBy(EngineRevision engine) {
        return engine == EngineRevision.V3 ? V4 : V5;
    }
}
