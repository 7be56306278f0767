package dev.sockeye.cli.connect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads lines on a thread of its own, so that who wants the next one can be interrupted. Thread-safe. */
final class Input {
    private static final int AHEAD = 16;

    private final BlockingQueue<Optional<String>> lines = new ArrayBlockingQueue<>(AHEAD);

    Input(InputStream in) {
        var reader = new BufferedReader(new InputStreamReader(in, Shown.UTF_8));
        var thread = new Thread(() -> read(reader), "sockeye-input");
        // Blocked for as long as nobody types, also when everything else has ended.
        thread.setDaemon(true);
        thread.start();
    }

    private void read(BufferedReader reader) {
        try {
            for (var line = line(reader); line != null; line = line(reader)) {
                lines.put(Optional.of(line));
            }
            lines.put(Optional.empty());
        } catch (InterruptedException e) {
            // Nobody interrupts this thread.
            Thread.currentThread().interrupt();
        }
    }

    @Nullable
    private static String line(BufferedReader reader) {
        try {
            return reader.readLine();
        } catch (IOException e) {
            // What can't be read any more has ended.
            return null;
        }
    }

    /** Returns the next line; empty at the end, and then not to be called again. */
    Optional<String> next() throws InterruptedException {
        return lines.take();
    }
}
