package dev.sockeye.engineio.protocol;

/** Names a revision of the Engine.IO protocol: what the query parameter {@code EIO} chooses. */
public enum EngineRevision {
    /** Revision 3, spoken by Socket.IO 1.x and 2.x. */
    V3(3),
    /** Revision 4, spoken by Socket.IO 3.x and 4.x. */
    V4(4);

    private final int number;

    EngineRevision(int number) {
        this.number = number;
    }

    /** Returns the number as it stands in the query parameter {@code EIO}. */
    public int number() {
        return number;
    }
}
