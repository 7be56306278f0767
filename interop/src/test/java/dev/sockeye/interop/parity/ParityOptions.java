package dev.sockeye.interop.parity;

import dev.sockeye.socketio.protocol.MessagePackParser;
import dev.sockeye.socketio.server.SocketIoServerBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what a case asks of its server: {@code --name value}, the same names as in {@code reference-parity.mjs}. */
final class ParityOptions {
    private final Map<String, String> values = new HashMap<>();

    ParityOptions(List<String> args) {
        for (var i = 0; i < args.size(); i += 2) {
            values.put(args.get(i), args.get(i + 1));
        }
    }

    int port() {
        return number("--port", 0);
    }

    /** Returns how many servers there are to be, which are one cluster. */
    int nodes() {
        return number("--nodes", 1);
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }

    SocketIoServerBuilder apply(SocketIoServerBuilder builder) {
        switch (values.getOrDefault("--parser", "json")) {
            case "msgpack" -> builder.parser(MessagePackParser.INSTANCE);
            case "lines" -> builder.parser(new LineParser());
            default -> {
                // What clients speak unless told otherwise.
            }
        }
        for (var entry : values.entrySet()) {
            apply(entry.getKey(), entry.getValue(), builder);
        }
        return builder;
    }

    private static void apply(String name, String value, SocketIoServerBuilder builder) {
        switch (name) {
            case "--ping-interval" -> builder.engine(e -> e.pingInterval(millis(value)));
            case "--ping-timeout" -> builder.engine(e -> e.pingTimeout(millis(value)));
            case "--max-payload" -> builder.engine(e -> e.maxHttpBufferSize(Long.parseLong(value)));
            case "--connect-timeout" -> builder.connectTimeout(millis(value));
            case "--middleware-timeout" -> builder.middlewareTimeout(millis(value));
            case "--cleanup" -> builder.cleanupEmptyChildNamespaces(Boolean.parseBoolean(value));
            case "--serve-client" -> builder.serveClient(Boolean.parseBoolean(value));
            default -> {
                // Not for the server.
            }
        }
    }

    private static Duration millis(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }
}
