package dev.sockeye.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A server command of {@code sockeye} in this process, with the same options. Stands in its package to start it. */
public final class EmbeddedServer implements AutoCloseable {
    private final Service service;

    private EmbeddedServer(Service service) {
        this.service = service;
    }

    /** Starts {@code echo} or {@code serve}. */
    public static EmbeddedServer start(String name, List<String> args) {
        List<String> line = new ArrayList<>(List.of(name));
        line.addAll(args);
        Object command = Main.commandLine()
                .parseArgs(line.toArray(String[]::new))
                .subcommand()
                .commandSpec()
                .userObject();
        if (command instanceof EchoCommand echo) {
            return new EmbeddedServer(echo.start());
        } else if (command instanceof ServeCommand serve) {
            return new EmbeddedServer(serve.start());
        }
        throw new IllegalArgumentException(name);
    }

    /** Returns the origin. */
    public String url() {
        URI begin = URI.create(service.url());
        return begin.getScheme() + "://" + begin.getAuthority();
    }

    @Override
    public void close() {
        service.close();
    }
}
