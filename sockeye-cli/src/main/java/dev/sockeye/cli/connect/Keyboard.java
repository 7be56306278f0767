package dev.sockeye.cli.connect;

import java.util.Optional;

/** Is where a person types. Confined to the thread that reads. */
interface Keyboard {
    /** Returns the next line; empty where the person wants to end. */
    Optional<String> line(String prompt) throws InterruptedException;
}
