package dev.sockeye.socketio.events;

import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.socketio.protocol.Arguments;
import dev.sockeye.socketio.protocol.Packet;
import dev.sockeye.socketio.protocol.Parser;
import dev.sockeye.socketio.protocol.SocketRevision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns what the application emits into packets and messages: a parser with its mapper. For Sockeye's own modules.
 * Immutable.
 */
public final class Encoding {
    private static final @Nullable Object[] ONE_NULL = {null};

    private final Parser parser;
    private final JsonMapper mapper;
    private final Arguments none;
    private final Args noArgs;

    /** Makes it of a parser and a mapper. */
    public Encoding(Parser parser, JsonMapper mapper) {
        this.parser = parser;
        this.mapper = mapper;
        this.none = parser.snapshot(mapper, new Object[0]);
        this.noArgs = new Args(none, mapper);
    }

    /** Returns the parser. */
    public Parser parser() {
        return parser;
    }

    /** Returns the mapper. */
    public JsonMapper mapper() {
        return mapper;
    }

    /** Returns what an event without arguments carries. */
    public Arguments none() {
        return none;
    }

    /** Snapshots what the application emits; {@link Args} among the values stand for all of theirs. */
    public Arguments snapshot(@Nullable Object @Nullable [] values) {
        if (values == null) {
            // What emit("event", null) amounts to in Java.
            return parser.snapshot(mapper, ONE_NULL);
        }
        if (values.length == 0) {
            return none;
        }
        if (values.length == 1 && values[0] instanceof Args args) {
            return args.encoded();
        }
        for (var value : values) {
            if (value instanceof Args) {
                return parser.snapshot(mapper, unwrap(values));
            }
        }
        return parser.snapshot(mapper, values);
    }

    private static @Nullable Object[] unwrap(@Nullable Object[] values) {
        var unwrapped = values.clone();
        for (var i = 0; i < unwrapped.length; i++) {
            if (unwrapped[i] instanceof Args args) {
                unwrapped[i] = args.encoded();
            }
        }
        return unwrapped;
    }

    /** Returns an event with one more argument. */
    public Packet.Event withLast(Packet.Event packet, String argument) {
        var arguments = parser.snapshot(mapper, new Object[] {packet.arguments(), argument});
        return new Packet.Event(packet.namespace(), packet.name(), arguments, packet.id());
    }

    /** Encodes one value, as a tree. */
    public JsonNode tree(Object value) {
        return snapshot(new Object[] {value}).tree(0);
    }

    /** Returns what the application sees where there are no arguments. */
    public Args noArgs() {
        return noArgs;
    }

    /** Makes what the application sees of arguments. */
    public Args args(Arguments encoded) {
        return new Args(encoded, mapper);
    }

    /**
     * Encodes what tells a client of revision 5 that it has joined a namespace.
     *
     * @param id the socket's, made of {@code A-Za-z0-9-_} only
     */
    public List<Message> joined(String namespace, String id) {
        return parser.joined(mapper, namespace, id);
    }

    /** Encodes a packet. */
    public List<Message> messages(Packet packet, SocketRevision revision, boolean compress) {
        var messages = parser.encode(packet, revision);
        if (compress) {
            return messages;
        }
        var plain = new ArrayList<Message>(messages.size());
        for (var message : messages) {
            plain.add(message.compress(false));
        }
        return plain;
    }
}
