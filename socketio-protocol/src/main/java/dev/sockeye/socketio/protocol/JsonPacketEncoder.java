package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Encodes packets; both revisions write them alike. Each text is one array of its exact size. */
final class JsonPacketEncoder {
    static final byte TEXT_PREFIX = '4';
    static final byte BINARY_PREFIX = 4;

    private JsonPacketEncoder() {}

    static List<Message> encode(Packet packet) {
        if (packet instanceof Packet.Event event) {
            return values('2', '5', event.namespace(), event.id(), event.name(), json(event.arguments()));
        }
        if (packet instanceof Packet.Ack ack) {
            return values('3', '6', ack.namespace(), OptionalLong.of(ack.id()), null, json(ack.arguments()));
        }
        if (packet instanceof Packet.Connect connect) {
            return one('0', connect.namespace(), json(connect.data()));
        }
        if (packet instanceof Packet.ConnectError error) {
            return one('4', error.namespace(), json(error.data()));
        }
        return one('1', packet.namespace(), JsonArguments.NOTHING);
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
        var prefix = prefix(type, 0, namespace, OptionalLong.empty());
        var text = new byte[prefix.length + data.bodySize()];
        System.arraycopy(prefix, 0, text, 0, prefix.length);
        data.copyBody(text, prefix.length);
        return List.of(Message.prefixedText(Bytes.wrap(text)));
    }

    private static List<Message> values(
            char type,
            char binaryType,
            String namespace,
            OptionalLong id,
            @Nullable String name,
            JsonArguments arguments) {
        var attachments = arguments.attachments();
        var prefix = prefix(attachments.isEmpty() ? type : binaryType, attachments.size(), namespace, id);
        var comma = name != null && arguments.size() > 0 ? 1 : 0;
        var nameSize = name == null ? 0 : JsonText.size(name);
        var size = (long) prefix.length + 2 + nameSize + comma + arguments.bodySize();
        var text = new byte[Math.toIntExact(size)];
        System.arraycopy(prefix, 0, text, 0, prefix.length);
        var at = prefix.length;
        text[at++] = '[';
        if (name != null) {
            at = JsonText.write(name, text, at);
        }
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

    /** Writes what stands in front of the JSON: {@code 4 type [attachments -] [namespace ,] [id]}. */
    private static byte[] prefix(char type, int attachments, String namespace, OptionalLong id) {
        if (!namespace.startsWith("/") || namespace.indexOf(',') >= 0) {
            throw new IllegalArgumentException("namespace: can't be encoded (expected: begins with /, has no comma)");
        }
        var text = new StringBuilder(namespace.length() + 24);
        text.append((char) TEXT_PREFIX).append(type);
        if (attachments > 0) {
            text.append(attachments).append('-');
        }
        if (namespace.length() > 1) {
            text.append(namespace).append(',');
        }
        if (id.isPresent()) {
            text.append(id.getAsLong());
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Makes use of the prefix where the bytes happen to stand behind one: those of a snapshot do. */
    private static Message attachment(Bytes bytes) {
        var before = bytes.offset() - 1;
        return before >= 0 && bytes.array()[before] == BINARY_PREFIX
                ? Message.prefixedBinary(Bytes.wrap(bytes.array(), before, bytes.length() + 1))
                : Message.binary(bytes);
    }
}
