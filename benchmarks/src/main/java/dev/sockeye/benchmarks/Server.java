package dev.sockeye.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Is a running process that serves the load's events. Confined to one thread. */
final class Server implements AutoCloseable {
    private static final int SECONDS_TO_START = 30;
    private static final int SECONDS_TO_END = 5;

    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one, on a core of its own where that is possible, and waits until it says that it is ready. */
    static Server start(List<String> command, Path folder) {
        var line = new ArrayList<>(Pinning.SERVER.prefix());
        line.addAll(command);
        try {
            var process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return new Server(process, port(process, command));
            } catch (IllegalStateException e) {
                process.destroyForcibly();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Process process, List<String> command) {
        var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        try {
            var ready = CompletableFuture.supplyAsync(() -> line(out)).get(SECONDS_TO_START, TimeUnit.SECONDS);
            if (ready.startsWith("ready ")) {
                return Integer.parseInt(ready.substring("ready ".length()));
            }
        } catch (ExecutionException | TimeoutException e) {
            // Told below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("not ready within " + SECONDS_TO_START + " s: " + command);
    }

    private static String line(BufferedReader out) {
        try {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
