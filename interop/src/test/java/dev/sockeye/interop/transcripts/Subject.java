package dev.sockeye.interop.transcripts;

import java.util.List;

/**
 * A server under replay: Sockeye, or an official one to prove the replay itself. On {@code /} it answers {@code echo}
 * (through the acknowledgement if there is one), {@code bin}, {@code u} and {@code big}; {@code /admin} has no handlers,
 * {@code /mw} and {@code /mw2} refuse.
 */
interface Subject extends AutoCloseable {
    int port();

    /** Returns what the application of {@code /} has seen so far. */
    List<String> log();

    /** Disconnects the socket that connected last. */
    void disconnect(boolean close);

    /** Ends the server in order, as an application would. */
    void shutdown();

    /** Ends everything at once. */
    @Override
    void close();
}
