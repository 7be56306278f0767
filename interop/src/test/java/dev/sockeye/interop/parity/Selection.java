package dev.sockeye.interop.parity;

import dev.sockeye.socketio.server.BroadcastOperator;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * Makes an operator as a client describes it: {@code {from, to, except, local, volatile, compress}}, where {@code from} is
 * {@code "socket"}, {@code "parent <key>"}, or the name of a namespace; else the one of the client.
 */
final class Selection {
    private Selection() {}

    static BroadcastOperator of(ParityNamespaces namespaces, Call call, JsonNode wanted) {
        var operator = from(namespaces, call, wanted.path("from").asString(""));
        if (!wanted.isObject()) {
            return operator;
        }
        for (var name : wanted.propertyNames()) {
            operator = with(operator, name, wanted.get(name));
        }
        return operator;
    }

    private static BroadcastOperator from(ParityNamespaces namespaces, Call call, String from) {
        if (from.equals("socket")) {
            return call.socket().broadcast();
        }
        if (from.startsWith("parent ")) {
            return Objects.requireNonNull(namespaces.parents.get(from.substring(7)), from)
                    .operator();
        }
        return from.isEmpty()
                ? call.socket().namespace().operator()
                : namespaces.io.of(from).operator();
    }

    private static BroadcastOperator with(BroadcastOperator operator, String name, JsonNode value) {
        return switch (name) {
            case "from" -> operator;
            case "to" -> operator.to(Call.texts(value));
            case "except" -> operator.except(Call.texts(value));
            case "local" -> operator.local();
            case "volatile" -> operator.asVolatile();
            case "compress" -> operator.compress(value.asBoolean());
            default -> throw new IllegalArgumentException(name);
        };
    }
}
