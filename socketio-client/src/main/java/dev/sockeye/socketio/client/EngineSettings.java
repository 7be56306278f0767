package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.engineio.client.EngineProxy;
import dev.sockeye.engineio.client.TransportOptions;
import java.net.CookieHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Sets what the connection below the sockets does; {@link #engine} reaches the options that have no method here. Not
 * thread-safe.
 *
 * @param <B> what the methods return: the builder itself
 */
public interface EngineSettings<B> {
    /** Sets options of the connection: all that {@link EngineClientOptions} has. What the client sets itself is lost. */
    B engine(Consumer<EngineClientOptions.Builder> settings);

    /** Sets the HTTP path. {@code /socket.io/} by default. */
    default B path(String value) {
        return engine(engine -> engine.path(value));
    }

    /** Sets whether the path ends with a slash. True by default. */
    default B addTrailingSlash(boolean on) {
        return engine(engine -> engine.addTrailingSlash(on));
    }

    /** Sets the transports: the first one opens, the others are upgrades. Polling and WebSocket by default. */
    default B transports(String... names) {
        return engine(engine -> engine.transports(names));
    }

    /** Sets whether a connection moves from polling to WebSocket when the server offers it. True by default. */
    default B upgrade(boolean on) {
        return engine(engine -> engine.upgrade(on));
    }

    /** Sets whether a connection begins with WebSocket if the last one to that server came to it. False by default. */
    default B rememberUpgrade(boolean on) {
        return engine(engine -> engine.rememberUpgrade(on));
    }

    /** Sets whether the next transport is tried when one cannot be opened. False by default. */
    default B tryAllTransports(boolean on) {
        return engine(engine -> engine.tryAllTransports(on));
    }

    /** Sets whether requests have a timestamp, against caches; without this call those of polling have one. */
    default B timestampRequests(boolean on) {
        return engine(engine -> engine.timestampRequests(on));
    }

    /** Sets the name of the timestamp's query parameter. {@code t} by default. */
    default B timestampParam(String name) {
        return engine(engine -> engine.timestampParam(name));
    }

    /** Sets whether binary travels as base64 on every transport. False by default. */
    default B forceBase64(boolean on) {
        return engine(engine -> engine.forceBase64(on));
    }

    /** Sets how long opening the connection may take. 20 s by default; zero for ever. */
    default B timeout(Duration time) {
        return engine(engine -> engine.timeout(time));
    }

    /** Sets how long one polling request may take. Zero, for ever, by default. */
    default B requestTimeout(Duration time) {
        return engine(engine -> engine.requestTimeout(time));
    }

    /** Sets headers that all transports send, in the place of those set before. None by default. */
    default B extraHeaders(Map<String, List<String>> headers) {
        return engine(engine -> engine.extraHeaders(headers));
    }

    /** Adds a header that all transports send. */
    default B extraHeader(String name, String value) {
        return engine(engine -> engine.extraHeader(name, value));
    }

    /** Sets what one transport, {@code polling} or {@code websocket}, sends beyond what all send. Nothing by default. */
    default B transportOptions(String transport, TransportOptions options) {
        return engine(engine -> engine.transportOptions(transport, options));
    }

    /** Sets where cookies are kept: with the application, beyond the connection. Nowhere by default. */
    default B cookies(CookieHandler handler) {
        return engine(engine -> engine.cookies(handler));
    }

    /** Sets the WebSocket sub-protocols to offer. None by default. */
    default B protocols(String... names) {
        return engine(engine -> engine.protocols(names));
    }

    /** Sets from how many bytes on WebSocket messages are compressed; empty for never. 1,024 by default. */
    default B perMessageDeflate(OptionalInt threshold) {
        return engine(engine -> engine.perMessageDeflate(threshold));
    }

    /** Sets the TLS context: own trust, client certificates. The platform's by default. */
    default B sslContext(SSLContext context) {
        return engine(engine -> engine.sslContext(context));
    }

    /** Sets whether the server's certificate must name the host. True by default. */
    default B checkServerIdentity(boolean on) {
        return engine(engine -> engine.checkServerIdentity(on));
    }

    /** Sets the proxy. None by default. */
    default B proxy(EngineProxy value) {
        return engine(engine -> engine.proxy(value));
    }
}
