package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Handshake;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the transports of one connection: with which it begins, what is tried next, whether it can move. Holds what only
 * that needs. Confined to the lane, once made.
 */
final class TransportChoice {
    private final EngineClientOptions options;
    private final RememberedUpgrades remembered;
    private final Target target;
    private final Dialer dialer;
    private final Requests requests;
    private final TransportListener listener;
    private final Set<String> failed = new HashSet<>(2);

    TransportChoice(
            EngineClientOptions options, RememberedUpgrades remembered, Dialer dialer, TransportListener listener) {
        this.options = options;
        this.remembered = remembered;
        this.target = dialer.target;
        this.dialer = dialer;
        this.requests = new Requests(options, target, new Cookies(options, target));
        this.listener = listener;
    }

    Transport first() {
        var webSocket = options.rememberUpgrade()
                && options.transports().contains(Transport.WEBSOCKET)
                && remembered.succeeded(target);
        return make(webSocket ? Transport.WEBSOCKET : options.transports().get(0));
    }

    /** Returns what to open instead of one that could not be opened, or null where there is nothing left or wanted. */
    @Nullable
    Transport next(Transport after) {
        remembered.succeeded(target, false);
        failed.add(after.name());
        for (var name : options.transports()) {
            if (options.tryAllTransports() && !failed.contains(name)) {
                return make(name);
            }
        }
        return null;
    }

    /** Takes note of the transport by which the session opened; polling proves nothing against the other one. */
    void opened(Transport transport) {
        if (transport instanceof WebSocketTransport) {
            remembered.succeeded(target, true);
        }
    }

    /** Returns the attempt to be made to move from polling, or null where server or application want none. */
    @Nullable
    Upgrade upgrade(EngineConnection connection, Transport from, Handshake handshake) {
        if (options.upgrade()
                && from instanceof PollingTransport polling
                && handshake.upgrades().contains(Transport.WEBSOCKET)
                && options.transports().contains(Transport.WEBSOCKET)
                && !failed.contains(Transport.WEBSOCKET)) {
            // Until it has succeeded again nobody should count on it.
            remembered.succeeded(target, false);
            return new Upgrade(connection, dialer, requests, handshake.sid(), polling);
        }
        return null;
    }

    private Transport make(String name) {
        return name.equals(Transport.POLLING)
                ? new PollingTransport(dialer, requests, listener)
                : new WebSocketTransport(dialer, requests, null, listener);
    }
}
