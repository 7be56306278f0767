package dev.sockeye.cli;

import dev.sockeye.engineio.server.CookieOptions;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.JsonpMode;
import dev.sockeye.socketio.server.SocketIoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Holds the options that every command with a server has. Confined to the thread that runs the command. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields in.
final class ServerOptions {
    private static final int COMPRESS_FROM = 1_024;
    private static final String MILLIS = "<ms>";

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--host",
            paramLabel = "<host>",
            defaultValue = "127.0.0.1",
            description = {"Address to listen on; 0.0.0.0 for all.", "Default: ${DEFAULT-VALUE}"})
    private String host;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "3000",
            converter = Values.Port.class,
            description = {"Port to listen on; 0 for a free one.", "Default: ${DEFAULT-VALUE}"})
    private int port;

    @Option(
            names = "--path",
            paramLabel = "<path>",
            description = {"Path of the server.", "Default: /socket.io"})
    private Optional<String> path;

    @Option(names = "--tls-cert", paramLabel = "<file>", description = "Certificate chain (PEM); serves https and wss.")
    private Optional<Path> tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "<file>", description = "Private key of the certificate (PEM).")
    private Optional<Path> tlsKey;

    @Mixin
    private final OriginOptions origins = new OriginOptions();

    @Option(
            names = "--ping-interval",
            paramLabel = MILLIS,
            converter = Values.Millis.class,
            description = {"Time between heartbeats.", "Default: 25000"})
    private Optional<Duration> pingInterval;

    @Option(
            names = "--ping-timeout",
            paramLabel = MILLIS,
            converter = Values.Millis.class,
            description = {"Time to wait for a heartbeat's answer.", "Default: 20000"})
    private Optional<Duration> pingTimeout;

    @Option(
            names = "--upgrade-timeout",
            paramLabel = MILLIS,
            converter = Values.Millis.class,
            description = {"Time that an upgrade to WebSocket may take.", "Default: 10000"})
    private Optional<Duration> upgradeTimeout;

    @Option(
            names = "--connect-timeout",
            paramLabel = MILLIS,
            converter = Values.Millis.class,
            description = {"Time to join a first namespace.", "Default: 45000"})
    private Optional<Duration> connectTimeout;

    @Option(
            names = "--drain",
            paramLabel = "<time>",
            converter = Values.Time.class,
            description = {
                "Time over which clients are sent away when the process is told to end: 10000 or 10s.",
                "Default: none, all at once"
            })
    private Optional<Duration> drain;

    @Option(
            names = "--max-payload",
            paramLabel = "<bytes>",
            converter = Values.Size.class,
            description = {"Most that a request body or WebSocket message may hold.", "Default: 1000000"})
    private Optional<Long> maxPayload;

    @Option(
            names = "--transports",
            converter = Values.Transport.class,
            paramLabel = "<name>",
            arity = "1",
            split = ",",
            description = {"Transports to offer.", "Default: polling,websocket"})
    private List<TransportName> transports = List.of();

    @Option(names = "--no-upgrade", description = "Do not let clients move from polling to WebSocket.")
    private boolean noUpgrade;

    @Option(names = "--no-eio3", description = "Refuse 2.x clients (Engine.IO 3).")
    private boolean noEio3;

    @Option(names = "--jsonp", description = "Serve polling by script tags to 4.x clients too.")
    private boolean jsonp;

    @Option(
            names = "--cookie",
            paramLabel = "<name>",
            arity = "0..1",
            fallbackValue = "io",
            description = {"Set a cookie with the session's id, for load balancers.", "Name if none is given: io"})
    private Optional<String> cookie;

    @Option(names = "--compression", description = "Compress answers and messages from 1 KiB on.")
    private boolean compression;

    @Option(
            names = "--handler-threads",
            converter = Values.Threads.class,
            paramLabel = "<kind>",
            description = {
                "Where handlers run: virtual (threads, JDK 21+), pool or io.",
                "Default: a few that stay; for handlers that block, virtual or pool"
            })
    private Optional<HandlerThreads> handlerThreads;

    @Option(names = "--v2", description = "Begin with the defaults of 2.x: all origins with credentials, cookie io.")
    private boolean v2;

    @Option(
            names = "--log-level",
            converter = Values.Level.class,
            paramLabel = "<level>",
            defaultValue = "info",
            description = {"off, error, warn, info, debug or trace.", "Default: ${DEFAULT-VALUE}"})
    private LogLevel logLevel;

    @Option(
            names = {"-v", "--verbose"},
            description = "The same as --log-level debug.")
    private boolean verbose;

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Optional<Tls> tls() {
        if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
            throw wrong("--tls-cert and --tls-key: one of them alone (expected: both)");
        }
        return tlsCertificate.map(certificate ->
                new Tls(readable("--tls-cert", certificate), readable("--tls-key", tlsKey.orElseThrow())));
    }

    /**
     * Makes a server as the options say.
     *
     * @throws ParameterException if they can't be
     */
    SocketIoServer server() {
        (verbose ? LogLevel.DEBUG : logLevel).apply();
        refuseEmptyLists();
        try {
            var builder = SocketIoServer.builder();
            if (v2) {
                builder.v2();
            }
            builder.engine(this::apply);
            connectTimeout.ifPresent(builder::connectTimeout);
            handlerThreads.ifPresent(threads -> builder.handlerExecutor(threads.executor()));
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** A comma alone is an empty list, which would silently be the default. */
    private void refuseEmptyLists() {
        for (var option : command.commandLine().getParseResult().matchedOptions()) {
            if (option.getValue() instanceof Collection<?> list && list.isEmpty()) {
                throw wrong("'" + option.longestName() + "': empty (expected: at least one, separated by commas)");
            }
        }
    }

    /** Returns over which time clients are sent away at the end, if not all at once. */
    Optional<Duration> drain() {
        return drain;
    }

    private void apply(EngineOptions.Builder engine) {
        path.ifPresent(engine::path);
        pingInterval.ifPresent(engine::pingInterval);
        pingTimeout.ifPresent(engine::pingTimeout);
        upgradeTimeout.ifPresent(engine::upgradeTimeout);
        maxPayload.ifPresent(engine::maxHttpBufferSize);
        cookie.ifPresent(name -> engine.cookie(new CookieOptions(name)));
        if (!transports.isEmpty()) {
            engine.transports(
                    transports.stream().map(TransportName::toString).distinct().toList());
        }
        if (noUpgrade) {
            engine.allowUpgrades(false);
        }
        if (noEio3) {
            engine.allowEIO3(false);
        }
        if (jsonp) {
            engine.jsonp(JsonpMode.ON);
        }
        if (compression) {
            engine.httpCompression(OptionalInt.of(COMPRESS_FROM)).perMessageDeflate(OptionalInt.of(COMPRESS_FROM));
        }
        origins.apply(engine, v2);
    }

    private Path readable(String option, Path file) {
        if (!Files.isReadable(file)) {
            throw wrong(option + ": " + file + " (expected: a readable file)");
        }
        return file;
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }

    /**
     * Is what TLS needs.
     *
     * @param certificate the file with the chain
     * @param key the file with the key
     */
    record Tls(Path certificate, Path key) {}
}
