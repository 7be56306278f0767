package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes packets; both revisions write them alike. Each text is one array of its exact size. */
final class JsonPacketEncoder {
    static final byte TEXT_PREFIX = '4';
    static final byte BINARY_PREFIX = 4;

    private static final long NO_ID = Long.MIN_VALUE;

    private static final byte[] SID = "{\"sid\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SID_END = "\"}".getBytes(StandardCharsets.US_ASCII);

    private JsonPacketEncoder() {}

    static List<Message> encode(Packet packet) {
        if (packet instanceof Packet.Event event) {
            return values('2', '5', event.namespace(), event.id().orElse(NO_ID), event.name(), json(event.arguments()));
        }
        if (packet instanceof Packet.Ack ack) {
            return values('3', '6', ack.namespace(), ack.id(), null, json(ack.arguments()));
        }
        if (packet instanceof Packet.Connect connect) {
            return one('0', connect.namespace(), json(connect.data()));
        }
        if (packet instanceof Packet.ConnectError error) {
            return one('4', error.namespace(), json(error.data()));
        }
        return one('1', packet.namespace(), JsonArguments.NOTHING);
    }

    /** Encodes what tells a client that it has joined; the id needs no escaping. */
    static List<Message> joined(String namespace, String id) {
        var path = path(namespace);
        var text = new byte[prefixSize(0, path, NO_ID) + SID.length + id.length() + SID_END.length];
        var at = prefix(text, '0', 0, path, NO_ID);
        at = put(SID, text, at);
        at = put(id.getBytes(StandardCharsets.ISO_8859_1), text, at);
        put(SID_END, text, at);
        return List.of(Message.prefixedText(Bytes.wrap(text)));
    }

    private static int put(byte[] bytes, byte[] text, int at) {
        System.arraycopy(bytes, 0, text, at, bytes.length);
        return at + bytes.length;
    }

    /** Returns the arguments as JSON; those of another parser are encoded anew. */
    private static JsonArguments json(Arguments arguments) {
        return arguments instanceof JsonArguments json
                ? json
                : JsonSnapshot.of(WireMapper.TREES, new Object[] {arguments});
    }

    private static List<Message> one(char type, String namespace, JsonArguments data) {
        if (data.binary()) {
            throw new ArgumentException("binary values can be sent in events and acknowledgements only");
        }
        if (data.size() > 1) {
            throw new IllegalArgumentException("data: " + data.size() + " values (expected: one or none)");
        }
        var path = path(namespace);
        var text = new byte[prefixSize(0, path, NO_ID) + data.bodySize()];
        var at = prefix(text, type, 0, path, NO_ID);
        data.copyBody(text, at);
        return List.of(Message.prefixedText(Bytes.wrap(text)));
    }

    private static List<Message> values(
            char type, char binaryType, String namespace, long id, @Nullable String name, JsonArguments arguments) {
        var attachments = arguments.attachments();
        var path = path(namespace);
        var comma = name != null && arguments.size() > 0 ? 1 : 0;
        var nameJson = name == null ? JsonArguments.EMPTY : KnownNames.json(name);
        var size = prefixSize(attachments.size(), path, id) + 2L + nameJson.length + comma + arguments.bodySize();
        var text = new byte[Math.toIntExact(size)];
        var at = prefix(text, attachments.isEmpty() ? type : binaryType, attachments.size(), path, id);
        text[at++] = '[';
        System.arraycopy(nameJson, 0, text, at, nameJson.length);
        at += nameJson.length;
        if (comma == 1) {
            text[at++] = ',';
        }
        arguments.copyBody(text, at);
        text[text.length - 1] = ']';

        var first = Message.prefixedText(Bytes.wrap(text));
        if (attachments.isEmpty()) {
            return List.of(first);
        }
        var messages = new Message[attachments.size() + 1];
        messages[0] = first;
        for (var i = 0; i < attachments.size(); i++) {
            messages[i + 1] = attachment(attachments.get(i));
        }
        return List.of(messages);
    }

    /** Returns what names a namespace in a packet: nothing for the root. */
    private static byte[] path(String namespace) {
        if (namespace.equals("/")) {
            return JsonArguments.EMPTY;
        }
        if (!namespace.startsWith("/") || namespace.indexOf(',') >= 0) {
            throw new IllegalArgumentException("namespace: can't be encoded (expected: begins with /, has no comma)");
        }
        return namespace.getBytes(StandardCharsets.UTF_8);
    }

    private static int prefixSize(int attachments, byte[] path, long id) {
        return 2
                + (attachments == 0 ? 0 : Digits.size(attachments) + 1)
                + (path.length == 0 ? 0 : path.length + 1)
                + (id == NO_ID ? 0 : Digits.size(id));
    }

    /** Writes what stands in front of the JSON: {@code 4 type [attachments -] [namespace ,] [id]}. */
    private static int prefix(byte[] text, char type, int attachments, byte[] path, long id) {
        var at = 0;
        text[at++] = TEXT_PREFIX;
        text[at++] = (byte) type;
        if (attachments > 0) {
            at = Digits.write(attachments, text, at);
            text[at++] = '-';
        }
        if (path.length > 0) {
            System.arraycopy(path, 0, text, at, path.length);
            at += path.length;
            text[at++] = ',';
        }
        return id == NO_ID ? at : Digits.write(id, text, at);
    }

    /** Makes use of the prefix where the bytes happen to stand behind one: those of a snapshot do. */
    private static Message attachment(Bytes bytes) {
        var before = bytes.offset() - 1;
        return before >= 0 && bytes.array()[before] == BINARY_PREFIX
                ? Message.prefixedBinary(Bytes.wrap(bytes.array(), before, bytes.length() + 1))
                : Message.binary(bytes);
    }
}
