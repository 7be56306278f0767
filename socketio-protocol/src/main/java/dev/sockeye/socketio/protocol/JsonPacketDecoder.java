package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decodes packets of one connection, and holds the one whose attachments are still to come. Confined to its lane. */
final class JsonPacketDecoder implements Parser.Decoder {
    private static final long MAX_ID = (1L << 53) - 1;
    private static final long NO_ID = -1;
    // Revision 4 puts a query behind the name; the same one stands in the URL of its first request, bounded like this.
    static final int MAX_QUERY = 8_192;

    private final SocketRevision revision;
    private final ParserLimits limits;
    // Made when first needed: who only listens sends no arguments.
    private @Nullable JsonScanner scanner;
    private @Nullable Pending pending;

    // for one text
    private byte[] array = JsonArguments.EMPTY;
    private int at;
    private int end;

    JsonPacketDecoder(SocketRevision revision, ParserLimits limits) {
        this.revision = revision;
        this.limits = limits;
    }

    @Override
    public @Nullable Packet decode(Message message) {
        var waiting = pending;
        if (message.binary()) {
            if (waiting == null) {
                throw new SocketProtocolException("got binary data when not reconstructing a packet");
            }
            if (!waiting.add(message.data(), limits.attachmentBytes())) {
                return null;
            }
            pending = null;
            return waiting.packet();
        }
        if (waiting != null) {
            throw new SocketProtocolException("got plaintext data when reconstructing a packet");
        }
        begin(message.data());
        var packet = text();
        array = JsonArguments.EMPTY;
        return packet;
    }

    private void begin(Bytes text) {
        array = text.array();
        at = text.offset();
        end = at + text.length();
    }

    private @Nullable Packet text() {
        var type = at < end ? array[at++] : 0;
        return switch (type) {
            case '0' -> new Packet.Connect(connectNamespace(), data(true));
            case '1' -> {
                var namespace = namespace(limits.namespace());
                if (at < end) {
                    throw invalid();
                }
                yield new Packet.Disconnect(namespace);
            }
            case '2', '3' -> values(type == '2', 0);
            case '4' -> new Packet.ConnectError(namespace(limits.namespace()), data(false));
            case '5', '6' -> {
                var attachments = attachments();
                // It waits for its attachments, so it must not hold on to a payload full of other packets.
                var rest = Bytes.wrap(array, at, end - at).compact();
                begin(rest);
                pending = new Pending(values(type == '5', attachments), attachments);
                yield null;
            }
            default -> throw new SocketProtocolException("unknown packet type");
        };
    }

    private int attachments() {
        var count = digits(limits.attachments(), "too many attachments");
        if (count < 1 || at == end || array[at++] != '-') {
            throw new SocketProtocolException("illegal attachments");
        }
        return (int) count;
    }

    /**
     * Reads what events and acknowledgements are made of. Long on purpose, so that it is not compiled into each of its
     * callers (ADR 17).
     */
    private Packet values(boolean event, int attachments) {
        var namespace = namespace(limits.namespace());
        var id = digits(MAX_ID, "an acknowledgement's id is too large");
        noSpace();
        var room = event ? limits.arguments() + 1 : limits.arguments();
        var reader = scanner();
        var count = reader.values(array, at, end, attachments, room);
        if (!event) {
            if (id == NO_ID) {
                throw new SocketProtocolException("an acknowledgement has no id");
            }
            return new Packet.Ack(namespace, id, arguments(reader, 0, count));
        }
        if (count == 0) {
            throw invalid();
        }
        var from = reader.bound(0);
        var to = reader.bound(1);
        var lead = array[from];
        String name;
        if (lead == '"') {
            // No character takes more than the six bytes of an escape.
            var tooLong = to - from - 2 > 6L * limits.eventName();
            name = tooLong ? "" : KnownNames.read(array, from + 1, to - 1);
            if (tooLong || name.length() > limits.eventName()) {
                throw new SocketProtocolException("an event's name is too long");
            }
            // Official servers of revision 4 live with such an event; ours hands it to nobody.
            if (revision == SocketRevision.V5 && EventNames.isReserved(name)) {
                throw new SocketProtocolException("an event's name is reserved");
            }
        } else if (lead == '-' || (lead >= '0' && lead <= '9')) {
            // A number's text in the language where handlers are looked up by it.
            var number = Double.parseDouble(new String(array, from, to - from, StandardCharsets.ISO_8859_1));
            name = EcmaNumber.text(number);
        } else {
            throw invalid();
        }
        var identified = id == NO_ID ? OptionalLong.empty() : OptionalLong.of(id);
        return new Packet.Event(namespace, name, arguments(reader, 1, count), identified);
    }

    /** Returns the values that were scanned, but for the first ones. */
    private JsonArguments arguments(JsonScanner reader, int skip, int count) {
        if (count == skip + 1 && !reader.anyPlaceholder()) {
            return JsonArguments.single(array, reader.bound(2 * skip), reader.bound(2 * skip + 1));
        }
        return new JsonArguments(array, reader.bounds(skip, count), reader.placeholders(), List.of());
    }

    private JsonScanner scanner() {
        var existing = scanner;
        if (existing == null) {
            scanner = existing = new JsonScanner(limits);
        }
        return existing;
    }

    /** Refuses white space before the JSON: to official peers it is an id, the number 0. */
    private void noSpace() {
        if (at < end && array[at] <= ' ' && array[at] >= 0) {
            throw invalid();
        }
    }

    /** Reads the data of CONNECT or of an error: one value of a fitting type, or none. */
    private Arguments data(boolean connect) {
        if (at == end) {
            return Arguments.empty();
        }
        noSpace();
        var reader = scanner();
        var bounds = reader.value(array, at, end);
        var lead = array[bounds[0]];
        var fits = lead == '{'
                || (!connect && lead == '"')
                || (revision == SocketRevision.V4 && (lead == '[' || lead == 'n'));
        if (!fits) {
            throw invalid();
        }
        return new JsonArguments(array, bounds, reader.placeholders(), List.of());
    }

    private String connectNamespace() {
        if (revision == SocketRevision.V5) {
            return namespace(limits.namespace());
        }
        var namespace = namespace(limits.namespace() + MAX_QUERY);
        var query = namespace.indexOf('?');
        if ((query < 0 ? namespace.length() : query) > limits.namespace()) {
            throw tooLong();
        }
        return namespace;
    }

    private String namespace(int max) {
        if (at == end || array[at] != '/') {
            return "/";
        }
        var from = at;
        while (at < end && array[at] != ',') {
            at++;
        }
        var to = at;
        if (at < end) {
            at++;
        }
        // No character takes more than three bytes; four are a pair.
        if (to - from > 3L * max) {
            throw tooLong();
        }
        var namespace = new String(array, from, to - from, StandardCharsets.UTF_8);
        if (namespace.length() > max) {
            throw tooLong();
        }
        return namespace;
    }

    /** Reads a number if there is one. */
    private long digits(long max, String excess) {
        if (at == end || array[at] < '0' || array[at] > '9') {
            return NO_ID;
        }
        var value = 0L;
        while (at < end && array[at] >= '0' && array[at] <= '9') {
            value = value * 10 + array[at++] - '0';
            if (value > max) {
                throw new SocketProtocolException(excess);
            }
        }
        return value;
    }

    private static SocketProtocolException invalid() {
        return new SocketProtocolException("invalid payload");
    }

    private static SocketProtocolException tooLong() {
        return new SocketProtocolException("a namespace is too long");
    }

    /** Is a packet whose attachments are coming in. Confined to its decoder's lane. */
    private static final class Pending {
        private final Packet packet;
        private final int expected;
        private final List<Bytes> received;
        private long bytes;

        Pending(Packet packet, int expected) {
            this.packet = packet;
            this.expected = expected;
            // Room for what must come, but no more than a few for what a client merely announces.
            this.received = new ArrayList<>(Math.min(expected, 4));
        }

        /** Takes an attachment, and tells whether it was the last. */
        boolean add(Bytes attachment, long maxBytes) {
            bytes += attachment.length();
            if (bytes > maxBytes) {
                throw new SocketProtocolException("attachments are too large");
            }
            received.add(attachment.compact());
            return received.size() == expected;
        }

        Packet packet() {
            var attachments = List.copyOf(received);
            if (packet instanceof Packet.Event event) {
                return new Packet.Event(
                        event.namespace(), event.name(), with(event.arguments(), attachments), event.id());
            }
            var ack = (Packet.Ack) packet;
            return new Packet.Ack(ack.namespace(), ack.id(), with(ack.arguments(), attachments));
        }

        private static Arguments with(Arguments arguments, List<Bytes> attachments) {
            return ((JsonArguments) arguments).with(attachments);
        }
    }
}
