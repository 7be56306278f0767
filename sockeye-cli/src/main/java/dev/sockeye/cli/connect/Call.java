package dev.sockeye.cli.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Says which server to connect to, and how; as it was typed. Immutable.
 *
 * @param url the server; its path is a namespace
 * @param namespaces namespaces to join
 * @param auth a JSON object that the server is told when a namespace is joined, or {@code @} and a file with one
 * @param headers headers to send, {@code name: value} each
 * @param query parameters to send, {@code name=value} each
 * @param cookies cookies to send, {@code name=value} each
 * @param withCredentials whether cookies that the server sets are sent back
 * @param eio {@code 3}, {@code 4} or {@code auto}
 * @param transports names in the order in which they are used; none for the usual ones
 * @param path the server's path
 * @param insecure whether any certificate will do
 * @param authorities a file with the certificates of those to trust
 * @param proxy the URL of a proxy
 * @param timeout how long connecting may take
 */
public record Call(
        String url,
        List<String> namespaces,
        Optional<String> auth,
        List<String> headers,
        List<String> query,
        List<String> cookies,
        boolean withCredentials,
        String eio,
        List<String> transports,
        Optional<String> path,
        boolean insecure,
        Optional<Path> authorities,
        Optional<String> proxy,
        Duration timeout) {
    /** Names nothing of it, since half of it may be secret. */
    @Override
    public String toString() {
        return "Call";
    }
}
