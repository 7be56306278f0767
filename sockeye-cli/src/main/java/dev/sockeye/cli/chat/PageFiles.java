package dev.sockeye.cli.chat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.HttpExchange;
import dev.sockeye.engineio.server.host.HttpHandler;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Serves the page of the chat: a handful of files, read once. Immutable. */
public final class PageFiles implements HttpHandler {
    private static final int COMPRESS_ABOVE = 1_024;
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Headers SAFE = Headers.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
                            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");

    private final Map<String, PageFile> files = new HashMap<>();

    /**
     * Reads the files.
     *
     * @param path the path under which the Socket.IO server answers, for the page to know
     */
    public PageFiles(String path) {
        files.put("/", new PageFile("text/html; charset=utf-8", filled(read("index.html"), path)));
        files.put("/chat.css", new PageFile("text/css; charset=utf-8", read("chat.css")));
        for (var script : new String[] {"chat.js", "link.js", "log.js", "pictures.js", "side.js"}) {
            files.put('/' + script, new PageFile(SCRIPT, read(script)));
        }
    }

    @Override
    public boolean matches(String rawTarget) {
        return true;
    }

    @Override
    public void handle(HttpExchange exchange) {
        exchange.respond(answer(exchange.request()));
    }

    private Response answer(Request request) {
        var file = files.get(request.path());
        if (file == null) {
            return text(404, "Not found\n", Headers.empty());
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return text(405, "Method not allowed\n", Headers.of("Allow", "GET, HEAD"));
        }
        // The files change with each release, but their names don't: browsers ask every time, and mostly hear 304.
        var headers =
                Headers.builder().addAll(SAFE).add("Cache-Control", "no-cache").add("ETag", file.etag());
        if (request.header("If-None-Match").filter(file::matches).isPresent()) {
            return new Response(304, headers.build(), Bytes.EMPTY);
        }
        headers.add("Content-Type", file.type());
        return new Response(200, headers.build(), file.bytes(), COMPRESS_ABOVE, false);
    }

    private static Response text(int status, String text, Headers more) {
        var headers = Headers.builder()
                .addAll(SAFE)
                .addAll(more)
                .add("Content-Type", "text/plain; charset=utf-8")
                .build();
        return new Response(status, headers, Bytes.utf8(text));
    }

    private static byte[] filled(byte[] page, String path) {
        return new String(page, StandardCharsets.UTF_8)
                .replace("{{path}}", path.replace("&", "&amp;").replace("\"", "&quot;"))
                .replace("{{maxName}}", Integer.toString(ChatRules.NAME))
                .replace("{{maxRoom}}", Integer.toString(ChatRules.ROOM))
                .replace("{{maxText}}", Integer.toString(ChatRules.TEXT))
                .replace("{{maxPicture}}", Integer.toString(ChatRules.PICTURE))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (var stream = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("page/" + name + ": not on the class path");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
