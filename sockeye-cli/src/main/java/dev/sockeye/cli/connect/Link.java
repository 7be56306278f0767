package dev.sockeye.cli.connect;

import dev.sockeye.socketio.client.DisconnectReason;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Is what became of the connection, or of a namespace on it. */
sealed interface Link extends Happening {
    /** Says that a namespace is joined. */
    record Connected(String namespace, String id, boolean recovered, String transport, int eio) implements Link {
        @Override
        public String type() {
            return "connect";
        }

        @Override
        public void tell(ObjectNode line) {
            line.put("namespace", namespace)
                    .put("id", id)
                    .put("recovered", recovered)
                    .put("transport", transport)
                    .put("eio", eio);
        }

        @Override
        public Line line() {
            return new Line(
                    namespace,
                    "connected",
                    "as " + Shown.brief(id) + " over " + transport + ", EIO " + eio
                            + (recovered ? ", nothing was missed" : ""),
                    Line.Tone.NEWS);
        }
    }

    /**
     * Says that a namespace is left.
     *
     * @param comesBack whether it is joined again by itself
     */
    record Disconnected(String namespace, DisconnectReason reason, Optional<String> description, boolean comesBack)
            implements Link {
        @Override
        public String type() {
            return "disconnect";
        }

        @Override
        public void tell(ObjectNode line) {
            line.put("namespace", namespace).put("reason", reason.text());
            description.ifPresent(text -> line.put("description", text));
            line.put("reconnects", comesBack);
        }

        @Override
        public Line line() {
            var more =
                    description.map(text -> " (" + Shown.sentence(text) + ')').orElse("");
            var hint = reason == DisconnectReason.IO_SERVER_DISCONNECT ? "; to come back: connect" : "";
            return new Line(
                    namespace,
                    "disconnected:",
                    reason.text() + more + hint,
                    reason == DisconnectReason.IO_CLIENT_DISCONNECT ? Line.Tone.NEWS : Line.Tone.FAULT);
        }
    }

    /** Says that the server does not let us in. */
    record Refused(String namespace, String message, Optional<JsonNode> data) implements Link {
        @Override
        public String type() {
            return "connect_error";
        }

        @Override
        public void tell(ObjectNode line) {
            line.put("namespace", namespace).put("message", message);
            data.ifPresent(value -> line.set("data", value));
            line.put("refused", true).put("reconnects", false);
        }

        @Override
        public Line line() {
            var more = data.map(value -> ' ' + Shown.value(value)).orElse("");
            return new Line(namespace, "refused:", Shown.sentence(message) + more, Line.Tone.FAULT);
        }
    }

    /**
     * Says that there is no connection.
     *
     * @param transport the transport that failed
     * @param status the HTTP status, where one came
     * @param comesBack whether another attempt follows
     * @param hint what to do
     */
    record Unreachable(
            String message, Optional<String> transport, OptionalInt status, boolean comesBack, Optional<String> hint)
            implements Link {
        @Override
        public String type() {
            return "connect_error";
        }

        @Override
        public void tell(ObjectNode line) {
            line.put("message", message);
            transport.ifPresent(name -> line.put("transport", name));
            status.ifPresent(code -> line.put("status", code));
            line.put("refused", false).put("reconnects", comesBack);
        }

        @Override
        public Line line() {
            var code = status.isPresent() ? " (HTTP status " + status.getAsInt() + ')' : "";
            var help = hint.map(command -> "\n  to find out why: " + command).orElse("");
            return new Line("", "can't connect:", Shown.sentence(message) + code + help, Line.Tone.FAULT);
        }
    }

    /** Says that another attempt to connect begins. */
    record Retrying(int attempt) implements Link {
        @Override
        public String type() {
            return "reconnect_attempt";
        }

        @Override
        public void tell(ObjectNode line) {
            line.put("attempt", attempt);
        }

        @Override
        public Line line() {
            return new Line("", "reconnecting,", "attempt " + attempt, Line.Tone.NEWS);
        }
    }

    /** Says that the connection has moved to another transport. */
    record Upgraded(String transport) implements Link {
        @Override
        public String type() {
            return "upgrade";
        }

        @Override
        public void tell(ObjectNode line) {
            line.put("transport", transport);
        }

        @Override
        public Line line() {
            return new Line("", "upgraded", "to " + transport, Line.Tone.NEWS);
        }
    }

    /** Says how things are; see {@link Status}. */
    record Now(Status status) implements Link {
        @Override
        public String type() {
            return "status";
        }

        @Override
        public void tell(ObjectNode line) {
            status.tell(line);
        }

        @Override
        public Line line() {
            return new Line("", status.text(), "", Line.Tone.NEWS);
        }
    }
}
