package dev.sockeye.socketio.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Sets what one socket does. Not thread-safe.
 *
 * @param <B> what the methods return: the builder itself
 */
public interface SocketSettings<B> {
    /**
     * Sets what the server is told when the namespace is joined: a map, a record, anything that becomes a JSON object. It is
     * read at each joining. Nothing by default. Servers of 2.x are told the namespace's query only.
     */
    B auth(Object value);

    /**
     * Sets who is asked, at each joining, what the server is told; may block, runs on the handler executor's threads. What it
     * throws fails the attempt, which is made again as reconnection is.
     */
    B auth(Supplier<?> supplier);

    /** Sets who is asked, at each joining, what the server is told, and may answer later; see {@link #auth(Supplier)}. */
    B authAsync(Supplier<? extends CompletionStage<?>> supplier);

    /**
     * Sets the query of the namespace, which servers of 2.x are told when it is joined. By default that of the connection.
     * Servers of 3.x and newer are told nothing of it.
     */
    B namespaceQuery(Map<String, String> parameters);

    /** Sets how long acknowledgements are waited for, where nothing else is said. Zero, until the disconnection, by default. */
    B ackTimeout(Duration time);

    /**
     * Sets how often an event that is not acknowledged is sent again. With more than 0, the default, events leave one after
     * the other, each when the one before is acknowledged; the server must acknowledge each, and may get one twice.
     */
    B retries(int count);

    /**
     * Sets how long the server may take to answer when a namespace is to be joined; then the connection is given up and made
     * anew. Zero, for ever, by default. The time that {@link #auth(Supplier)} and {@link #authAsync} take does not count:
     * whoever is asked there should bound it.
     */
    B connectTimeout(Duration time);

    /** Sets what bounds the socket's buffers. {@link ClientLimits#DEFAULT} by default. */
    B limits(ClientLimits value);
}
