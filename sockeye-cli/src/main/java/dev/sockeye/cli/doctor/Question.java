package dev.sockeye.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Is what the doctor is asked to look at, as the user wrote it.
 *
 * @param url the server's URL
 * @param origin the page's origin
 * @param withCredentials whether the client sends cookies
 * @param headers the headers that the client adds: names, or name: value
 * @param path the server's path
 * @param eio the Engine.IO revision of the client
 * @param timeout how long to wait for an answer, and in silence for a heartbeat
 * @param insecure whether bad certificates are passed over
 */
public record Question(
        String url,
        Optional<String> origin,
        boolean withCredentials,
        List<String> headers,
        Optional<String> path,
        OptionalInt eio,
        Duration timeout,
        boolean insecure) {
    /** Copies the headers. */
    public Question {
        headers = List.copyOf(headers);
    }

    /** Asks about a server as programs see it, with a time-out of 15 seconds. */
    public static Question about(String url) {
        return new Question(
                url,
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ofSeconds(15),
                false);
    }
}
