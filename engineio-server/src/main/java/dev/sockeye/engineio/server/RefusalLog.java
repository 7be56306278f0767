package dev.sockeye.engineio.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each refused origin, however often it comes: again after an hour at the earliest, and no more than
 * twenty lines a minute in all. Guarded by this.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(EngineServer.class);
    private static final int MOST_KNOWN = 1_000;
    private static final int MOST_LINES = 20;
    private static final long AGAIN = TimeUnit.HOURS.toNanos(1);
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> lines;
    private final Map<String, Long> known = new LinkedHashMap<>();
    private long windowStart;
    private int written;

    RefusalLog() {
        this(System::nanoTime, LOG::info);
    }

    RefusalLog(LongSupplier nanoTime, Consumer<String> lines) {
        this.nanoTime = nanoTime;
        this.lines = lines;
        windowStart = nanoTime.getAsLong();
    }

    void add(OriginRefusal refusal) {
        if (wanted(refusal.origin().orElse(""))) {
            lines.accept(text(refusal));
        }
    }

    private synchronized boolean wanted(String origin) {
        var now = nanoTime.getAsLong();
        if (now - windowStart >= WINDOW) {
            windowStart = now;
            written = 0;
        }
        var last = known.get(origin);
        if ((last != null && now - last < AGAIN) || written >= MOST_LINES) {
            return false;
        }
        written++;
        known.remove(origin);
        known.put(origin, now);
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
        return true;
    }

    private static String text(OriginRefusal refusal) {
        var origin = refusal.origin().orElse("");
        return switch (refusal.reason()) {
            case NOT_ADMITTED ->
                "Refused a page of " + origin + ". If it is yours, configure: "
                        + refusal.fix().orElse("CorsPolicy");
            case OPAQUE ->
                "Refused a page whose origin is null: a local file, a sandboxed frame. Serve it from a web server; only"
                        + " policies for all origins, such as CorsPolicy.any(), admit it as it is.";
            case MALFORMED ->
                "Refused the origin " + origin + ", which no browser sends so."
                        + (origin.startsWith("ws://") || origin.startsWith("wss://")
                                ? " A program that names the address of its connection is served where Host, or a"
                                        + " trusted proxy, tells the same one."
                                : "");
            case MISSING ->
                "Refused a request of a page, or one that must name its origin, which tells none; see"
                        + " EngineOptions.requireOrigin and, for images, frames and JSONP, the page's Referrer-Policy.";
            case FOREIGN_HOST ->
                "Refused a request for the host " + origin + ", which is not the server's own. If it is, configure: "
                        + refusal.fix().orElse("EngineOptions.ownOrigins");
        };
    }
}
