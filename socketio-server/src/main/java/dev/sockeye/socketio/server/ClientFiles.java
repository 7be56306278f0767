package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.EngineOptions;
import dev.sockeye.engineio.server.EngineServer;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the official client bundles from the class path, where the optional artifact with them is: those of 4.x at {@code
 * <path>/socket.io.js} and beside it, those of 2.x below {@code <path>/2/}. Thread-safe; files are read once.
 */
final class ClientFiles {
    private static final Logger log = LoggerFactory.getLogger(ClientFiles.class);
    private static final String RESOURCES = "META-INF/sockeye/client/";
    private static final Map<String, Set<String>> NAMES = Map.of(
            "4", Set.of("socket.io", "socket.io.min", "socket.io.esm.min", "socket.io.msgpack.min"),
            "2", Set.of("socket.io", "socket.io.slim"));

    private final EngineServer engine;
    private final Executor readers;
    private final int compressAbove;
    private final int prefix;
    private final Map<String, Entry> entries;
    private final Map<String, Bytes> contents = new ConcurrentHashMap<>();

    private ClientFiles(EngineServer engine, Executor readers, Map<String, Entry> entries) {
        this.engine = engine;
        this.readers = readers;
        this.entries = entries;
        compressAbove = engine.options().httpCompression().orElse(-1);
        prefix = withSlash(engine.options()).length();
    }

    /** Is a file that can be served. */
    private record Entry(String resource, String etag) {
        String contentType() {
            return resource.endsWith(".map")
                    ? "application/json; charset=utf-8"
                    : "application/javascript; charset=utf-8";
        }
    }

    /** Finds the bundles; null where there are none. */
    static @Nullable ClientFiles find(EngineServer engine, Executor readers) {
        var entries = new HashMap<String, Entry>();
        var path = withSlash(engine.options());
        NAMES.forEach((major, names) -> {
            var version = read(RESOURCES + major + "/version");
            if (version == null) {
                return;
            }
            var etag = '"' + new String(version, StandardCharsets.UTF_8).strip() + '"';
            var prefix = major.equals("4") ? path : path + major + '/';
            for (var name : names) {
                for (var suffix : new String[] {".js", ".js.map"}) {
                    var resource = RESOURCES + major + '/' + name + suffix;
                    if (ClientFiles.class.getClassLoader().getResource(resource) != null) {
                        entries.put(prefix + name + suffix, new Entry(resource, etag));
                    }
                }
            }
        });
        return entries.isEmpty() ? null : new ClientFiles(engine, readers, entries);
    }

    private static String withSlash(EngineOptions options) {
        return options.path().endsWith("/") ? options.path() : options.path() + '/';
    }

    /** Answers a request for one of the files; tells whether it was one. */
    boolean handle(HttpExchange exchange) {
        var request = exchange.request();
        if (request.target().startsWith("?", prefix)) {
            // Most requests are the engine's own, whose path ends where the files' names begin.
            return false;
        }
        var entry = entries.get(request.path());
        if (entry == null
                || !(request.method().equals("GET") || request.method().equals("HEAD"))) {
            return false;
        }
        if (unchanged(request, entry.etag)) {
            engine.corsHeaders(exchange, cors -> exchange.respond(new Response(304, cors, Bytes.EMPTY)));
        } else {
            engine.corsHeaders(exchange, cors -> read(exchange, entry, cors));
        }
        return true;
    }

    private void read(HttpExchange exchange, Entry entry, Headers cors) {
        try {
            readers.execute(() -> answer(exchange, entry, cors));
        } catch (RejectedExecutionException e) {
            // The server is closed.
            exchange.abort();
        }
    }

    private void answer(HttpExchange exchange, Entry entry, Headers cors) {
        try {
            var plain = contents.computeIfAbsent(entry.resource, ClientFiles::content);
            var headers = Headers.builder()
                    .add("Content-Type", entry.contentType())
                    .add("Cache-Control", "public, max-age=0")
                    .add("ETag", entry.etag)
                    .add("X-Content-Type-Options", "nosniff")
                    .addAll(cors);
            var content = plain;
            if (compressAbove >= 0 && plain.length() >= compressAbove) {
                headers.add("Vary", "Accept-Encoding");
                content = compressed(exchange.request(), entry, plain, headers);
            }
            exchange.respond(new Response(200, headers.build(), content, -1, false));
        } catch (RuntimeException e) {
            log.warn("a client bundle can't be read", e);
            exchange.abort();
        }
    }

    /** Returns the content in the best form that the client takes; each form is made once. */
    private Bytes compressed(Request request, Entry entry, Bytes plain, Headers.Builder headers) {
        for (var form :
                CompressedFile.accepted(request.header("Accept-Encoding").orElse(""))) {
            var content = contents.computeIfAbsent(
                    entry.resource + ' ' + form.coding(), key -> form.of(plain, read(entry.resource + form.suffix())));
            if (!content.isEmpty()) {
                headers.add("Content-Encoding", form.coding());
                return content;
            }
        }
        return plain;
    }

    private static boolean unchanged(Request request, String etag) {
        return request.header("if-none-match").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .map(String::strip)
                .anyMatch(tag -> tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static Bytes content(String resource) {
        var content = read(resource);
        if (content == null) {
            throw new IllegalStateException("not on the class path: " + resource);
        }
        return Bytes.wrap(content);
    }

    private static byte @Nullable [] read(String resource) {
        var loader = ClientFiles.class.getClassLoader();
        try (var stream = loader.getResourceAsStream(resource)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
