package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Is what somebody wants done. Immutable. */
sealed interface Order {
    /** Wants nothing: an empty line or a comment. */
    record Nothing() implements Order {}

    /** Wants an event emitted. */
    record Emit(String event, List<JsonNode> args) implements Order {}

    /** Wants an event emitted and its acknowledgement shown. */
    record Ack(String event, List<JsonNode> args) implements Order {}

    /**
     * Wants an event of the server acknowledged.
     *
     * @param question the number that the event was shown with
     */
    record Answer(int question, List<JsonNode> args) implements Order {}

    /** Wants a namespace joined, and used from then on. */
    record Join(String namespace, Optional<JsonNode> auth) implements Order {}

    /** Wants a namespace left: the current one if none is named. */
    record Leave(Optional<String> namespace) implements Order {}

    /** Wants to emit to another namespace from now on. */
    record Use(String namespace) implements Order {}

    /** Wants to go on when an event has come; for scripts. */
    record Wait(String event, Optional<Duration> limit) implements Order {}

    /** Wants to know how things are. */
    record Status() implements Order {}

    /** Wants all namespaces left. */
    record Disconnect() implements Order {}

    /** Wants all namespaces joined again. */
    record Connect() implements Order {}

    /** Wants to know what can be typed. */
    record Help() implements Order {}

    /** Wants to end. */
    record Quit() implements Order {}
}
