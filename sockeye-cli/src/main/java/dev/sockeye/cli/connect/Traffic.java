package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Is what came, and what became of what was sent. */
sealed interface Traffic extends Happening {
    String namespace();

    String event();

    @Override
    default void tell(ObjectNode line) {
        line.put("namespace", namespace()).put("event", event());
        tellMore(line);
    }

    /** Adds what is particular to a JSON line. */
    void tellMore(ObjectNode line);

    /**
     * Is an event of the server.
     *
     * @param question the number to answer by, if the server wants an acknowledgement
     */
    record Event(String namespace, String event, List<JsonNode> args, OptionalInt question) implements Traffic {
        @Override
        public String type() {
            return "event";
        }

        @Override
        public void tellMore(ObjectNode line) {
            line.set("args", Json.array(args));
            question.ifPresent(number -> line.put("question", number));
        }

        @Override
        public Line line() {
            var wanted = question.isPresent() ? "(answer " + question.getAsInt() + ")" : "";
            var values = Shown.values(args);
            return new Line(
                    namespace,
                    Shown.name(event),
                    values.isEmpty() ? wanted : wanted.isEmpty() ? values : values + ' ' + wanted,
                    Line.Tone.DATA);
        }
    }

    /**
     * Is the server's acknowledgement.
     *
     * @param after how long it took
     */
    record Acknowledged(String namespace, String event, List<JsonNode> args, Duration after) implements Traffic {
        @Override
        public String type() {
            return "ack";
        }

        @Override
        public void tellMore(ObjectNode line) {
            line.set("args", Json.array(args));
            line.put("millis", after.toMillis());
        }

        @Override
        public Line line() {
            var values = Shown.values(args);
            return new Line(
                    namespace,
                    "ack of " + Shown.name(event),
                    values + (values.isEmpty() ? "" : " ") + "(" + after.toMillis() + " ms)",
                    Line.Tone.DATA);
        }
    }

    /** Says that no acknowledgement will come. */
    record Unacknowledged(String namespace, String event, String message) implements Traffic {
        @Override
        public String type() {
            return "ack_error";
        }

        @Override
        public void tellMore(ObjectNode line) {
            line.put("message", message);
        }

        @Override
        public Line line() {
            return new Line(
                    namespace, "no ack of " + Shown.name(event) + ':', Shown.sentence(message), Line.Tone.FAULT);
        }
    }

    /** Says that an event of ours was never sent. */
    record Dropped(String namespace, String event, String message) implements Traffic {
        @Override
        public String type() {
            return "dropped";
        }

        @Override
        public void tellMore(ObjectNode line) {
            line.put("message", message);
        }

        @Override
        public Line line() {
            return new Line(
                    namespace, Shown.name(event), "was never sent: " + Shown.sentence(message), Line.Tone.FAULT);
        }
    }
}
