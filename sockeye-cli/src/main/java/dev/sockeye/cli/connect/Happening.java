package dev.sockeye.cli.connect;

import tools.jackson.databind.node.ObjectNode;

/** Is something that happened: between the server and us ({@link Link}) or on the way ({@link Traffic}). Immutable. */
sealed interface Happening permits Link, Traffic {
    /** Returns what it is called in JSON lines. */
    String type();

    /** Adds what there is to tell to a JSON line. */
    void tell(ObjectNode line);

    /** Says it in words. */
    Line line();
}
