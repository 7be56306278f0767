package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Header;
import dev.sockeye.cli.probe.Request;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Writes requests as a browser would for the page. Thread-safe. */
final class Browser {
    /** An origin that nobody has. */
    static final String FOREIGN = "https://sockeye-doctor.invalid";

    private static final Set<String> SAFE = Set.of("accept", "accept-language", "content-language", "content-type");
    private static final int KEY_LENGTH = 16;

    private final Target target;
    private final Cookies cookies;

    Browser(Target target, Cookies cookies) {
        this.target = target;
        this.cookies = cookies;
    }

    /** Returns the names of the headers that a preflight must ask for, as it has them. */
    static List<String> unsafe(Target target) {
        return target.headers().stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .filter(name -> !SAFE.contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    /** Opens a session, or with a query such as {@code &sid=...} asks for its packets. */
    Request get(int eio, String transport, String more) {
        return new Request("GET", location(eio, transport, more), headers(target.crossOrigin(), true), "");
    }

    Request post(int eio, String sid, String packet) {
        var headers = new ArrayList<>(headers(true, true));
        headers.add(new Header("Content-Type", "text/plain;charset=UTF-8"));
        var body = eio == 3 ? packet.length() + ":" + packet : packet;
        return new Request("POST", location(eio, "polling", "&sid=" + sid), headers, body);
    }

    Request preflight(int eio, String method, List<String> names) {
        var headers = new ArrayList<>(headers(true, false));
        headers.add(new Header("Access-Control-Request-Method", method));
        if (!names.isEmpty()) {
            headers.add(new Header("Access-Control-Request-Headers", String.join(",", names)));
        }
        return new Request("OPTIONS", location(eio, "polling", ""), headers, "");
    }

    /** Asks for a WebSocket; JavaScript can add no headers to that. */
    Request webSocket(int eio, String more, Optional<String> foreign) {
        var key = new byte[KEY_LENGTH];
        ThreadLocalRandom.current().nextBytes(key);
        var headers = new ArrayList<Header>();
        headers.add(new Header("Host", target.endpoint().authority()));
        headers.add(new Header("Connection", "Upgrade"));
        agent(headers);
        headers.add(new Header("Upgrade", "websocket"));
        foreign.or(this::origin).ifPresent(origin -> headers.add(new Header("Origin", origin)));
        headers.add(new Header("Sec-WebSocket-Version", "13"));
        if (foreign.isEmpty()) {
            cookie(headers);
        }
        headers.add(new Header("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key)));
        headers.add(new Header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"));
        return new Request("GET", location(eio, "websocket", more), headers, "");
    }

    /** Returns the same request on behalf of a page of another origin. */
    static Request foreign(Request request) {
        var nobodys = ofNobody(request);
        var headers = new ArrayList<>(nobodys.headers());
        headers.add(new Header("Origin", FOREIGN));
        return new Request(request.method(), request.target(), headers, request.body());
    }

    /** Returns the same request without a word of a page. */
    static Request ofNobody(Request request) {
        var headers = request.headers().stream()
                .filter(header -> !header.name().matches("(?i)origin|referer|cookie|sec-fetch-.*"))
                .toList();
        return new Request(request.method(), request.target(), headers, request.body());
    }

    private List<Header> headers(boolean withOrigin, boolean own) {
        var headers = new ArrayList<Header>();
        headers.add(new Header("Host", target.endpoint().authority()));
        headers.add(new Header("Connection", "keep-alive"));
        agent(headers);
        headers.add(new Header("Accept", "*/*"));
        if (withOrigin) {
            origin().ifPresent(origin -> headers.add(new Header("Origin", origin)));
        }
        target.page().ifPresent(page -> {
            headers.add(new Header("Sec-Fetch-Site", site(page)));
            headers.add(new Header("Sec-Fetch-Mode", "cors"));
            headers.add(new Header("Sec-Fetch-Dest", "empty"));
            headers.add(new Header("Referer", page.origin() + '/'));
        });
        headers.add(new Header("Accept-Encoding", "gzip, deflate"));
        if (own) {
            cookie(headers);
            headers.addAll(target.headers());
        }
        return headers;
    }

    private Optional<String> origin() {
        return target.page().map(Page::origin);
    }

    private String site(Page page) {
        return page.isOf(target.endpoint())
                ? "same-origin"
                : page.sameSite(target.endpoint()) ? "same-site" : "cross-site";
    }

    private void cookie(List<Header> headers) {
        var value = cookies.header();
        if (!value.isEmpty()) {
            headers.add(new Header("Cookie", value));
        }
    }

    private String location(int eio, String transport, String more) {
        var stamp = Long.toString(System.nanoTime() & 0xFFFFFFFFL, 36)
                + Integer.toString(ThreadLocalRandom.current().nextInt(36, 1_296), 36);
        return target.path() + "?EIO=" + eio + "&transport=" + transport + target.query() + "&t=" + stamp + more;
    }

    private static void agent(List<Header> headers) {
        headers.add(new Header("User-Agent", "Mozilla/5.0 (sockeye doctor)"));
    }
}
