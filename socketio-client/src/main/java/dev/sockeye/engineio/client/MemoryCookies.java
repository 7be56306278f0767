package dev.sockeye.engineio.client;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.CookieStore;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Keeps cookies in memory, and sends each only where its domain, path and secure flag permit. Takes cookies of the server's
 * own domain only, 4 KiB each at most, and no more than 300 altogether. Thread-safe; never blocks.
 */
public final class MemoryCookies extends CookieHandler {
    private static final int MOST = 300;
    private static final int LONGEST = 4_096;

    private final CookieManager manager = new CookieManager(null, CookiePolicy.ACCEPT_ORIGINAL_SERVER);

    /** Makes an empty store. */
    public MemoryCookies() {}

    @Override
    public Map<String, List<String>> get(URI uri, Map<String, List<String>> requestHeaders) throws IOException {
        return manager.get(uri, requestHeaders);
    }

    @Override
    public void put(URI uri, Map<String, List<String>> responseHeaders) throws IOException {
        for (var header : responseHeaders.entrySet()) {
            if (header.getKey() == null || !header.getKey().equalsIgnoreCase("Set-Cookie")) {
                continue;
            }
            for (var value : header.getValue()) {
                if (value.length() <= LONGEST && store().getCookies().size() < MOST) {
                    manager.put(uri, Map.of("Set-Cookie", List.of(value)));
                }
            }
        }
    }

    /** Returns the cookies, as a store in which they can be looked at, added and removed. */
    public CookieStore store() {
        return manager.getCookieStore();
    }

    /** Adds a cookie for a server. */
    public void add(URI uri, HttpCookie cookie) {
        store().add(uri, cookie);
    }
}
