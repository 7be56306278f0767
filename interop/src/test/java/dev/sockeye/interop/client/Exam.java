package dev.sockeye.interop.client;

import dev.sockeye.interop.NodeFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Is a running server of some kind, in a process of its own. Confined to one thread. */
final class Exam implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on (http\\S+)");

    private final Target target;
    private final List<String> options;
    private Process process;
    private int port;

    private Exam(Target target, List<String> options) throws IOException, InterruptedException {
        this.target = target;
        this.options = options;
        process = begin(0);
    }

    static Exam start(Target target, String... options) {
        try {
            return new Exam(target, List.of(options));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Target target() {
        return target;
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Ends the process at once. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again on the same port. */
    void restart() throws IOException, InterruptedException {
        process = begin(port);
    }

    /** Lets the process stand still, or go on. */
    void stand(boolean still) throws IOException, InterruptedException {
        new ProcessBuilder("kill", still ? "-STOP" : "-CONT", String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private Process begin(int wanted) throws IOException, InterruptedException {
        var all = new ArrayList<>(options);
        all.addAll(List.of("--port", String.valueOf(wanted)));
        var program = NodeFolder.path().resolve("exam.mjs").toString();
        var log = Path.of("target", "exam-" + target + ".log");
        Files.createDirectories(log.getParent());
        var started = new ProcessBuilder(target.command(program, all))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        var out = started.inputReader(StandardCharsets.UTF_8);
        for (var said = out.readLine(); said != null; said = out.readLine()) {
            var ready = READY.matcher(said);
            if (ready.find()) {
                port = URI.create(ready.group(1)).getPort();
                return started;
            }
        }
        throw new IOException(target + " " + options + " ended before it was ready; see " + log);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stand(false);
            }
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
