package dev.sockeye.cli.probe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Is what came back for a request.
 *
 * @param status the status code
 * @param headers the header lines as they came
 * @param body the body, decompressed, read as UTF-8; cut off where it exceeds the bound
 * @param took the time from the request to the answer's end
 */
public record Answer(int status, List<Header> headers, String body, Duration took) {
    /** Copies the headers. */
    public Answer {
        headers = List.copyOf(headers);
    }

    /** Returns the values of all lines with this name, in order. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** Returns the value of the first line with this name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns the elements of a header that is a list, in lower case. */
    public List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(element -> element.strip().toLowerCase(Locale.ROOT))
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
