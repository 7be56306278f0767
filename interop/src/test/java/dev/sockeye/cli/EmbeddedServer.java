package dev.sockeye.cli;

import dev.sockeye.cli.chat.Chat;
import dev.sockeye.cli.chat.PageFiles;
import dev.sockeye.socketio.server.SocketIoServer;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A server command of {@code sockeye} in this process, with the same options. Tests stand in its package to start it. */
public final class EmbeddedServer implements AutoCloseable {
    private final Service service;

    private EmbeddedServer(Service service) {
        this.service = service;
    }

    /** Starts {@code echo} or {@code serve}. */
    public static EmbeddedServer start(String command, List<String> args) {
        Options parsed = new Options();
        new CommandLine(parsed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(args.toArray(String[]::new));
        SocketIoServer io = parsed.options.server();
        return switch (command) {
            case "echo" -> {
                Echo.install(io);
                yield new EmbeddedServer(Service.start(parsed.options, io));
            }
            case "serve" -> {
                Chat.open(io);
                PageFiles page = new PageFiles(io.options().engine().path());
                yield new EmbeddedServer(Service.start(parsed.options, io, Optional.of(page)));
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    /** Returns the origin. */
    public String url() {
        return service.url("");
    }

    @Override
    public void close() {
        service.close();
    }

    @Command
    private static final class Options {
        @Mixin
        private final ServerOptions options = new ServerOptions();
    }
}
