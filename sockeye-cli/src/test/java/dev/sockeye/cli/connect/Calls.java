package dev.sockeye.cli.connect;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what a call and its wishes are, with the usual ones where nothing else is said. */
final class Calls {
    private final String url;
    private final List<String> namespaces = new ArrayList<>();
    private Optional<String> auth = Optional.empty();
    private List<String> headers = List.of();
    private List<String> query = List.of();
    private List<String> cookies = List.of();
    private String eio = "auto";
    private Optional<String> path = Optional.empty();
    private Optional<Path> authorities = Optional.empty();
    private Optional<String> proxy = Optional.empty();

    private Calls(String url) {
        this.url = url;
    }

    static Calls to(String url) {
        return new Calls(url);
    }

    static Wishes wishes() {
        var limit = Duration.ofSeconds(20);
        return new Wishes(Set.of(), List.of(), Optional.empty(), limit, limit, false, false, false, false);
    }

    static Streams streams(String input, StringWriter out, StringWriter err) {
        return new Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                () -> false,
                true);
    }

    Calls namespaces(String... names) {
        namespaces.addAll(List.of(names));
        return this;
    }

    Calls auth(String json) {
        auth = Optional.of(json);
        return this;
    }

    Calls header(String header) {
        headers = List.of(header);
        return this;
    }

    Calls query(String pair) {
        query = List.of(pair);
        return this;
    }

    Calls cookies(String... pairs) {
        cookies = List.of(pairs);
        return this;
    }

    Calls eio(String revision) {
        eio = revision;
        return this;
    }

    Calls path(String value) {
        path = Optional.of(value);
        return this;
    }

    Calls authorities(Path file) {
        authorities = Optional.of(file);
        return this;
    }

    Calls proxy(String value) {
        proxy = Optional.of(value);
        return this;
    }

    Call call() {
        return new Call(
                url,
                namespaces,
                auth,
                headers,
                query,
                cookies,
                false,
                eio,
                List.of(),
                path,
                false,
                authorities,
                proxy,
                Duration.ofSeconds(20));
    }
}
