package dev.sockeye.socketio.protocol;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.msgpack.core.MessagePack;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Decodes packets of one connection. Confined to its lane. */
final class MessagePackDecoder implements Parser.Decoder {
    private static final long MAX_ID = (1L << 53) - 1;
    private static final int ABSENT = -1;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SocketRevision revision;
    private final ParserLimits limits;
    private final MessagePackScanner scanner;

    // for one message
    private byte[] array = JsonArguments.EMPTY;
    private int type;
    private int namespace;
    private int id;
    private int data;
    private int behindData;
    private boolean binary;

    MessagePackDecoder(SocketRevision revision, ParserLimits limits) {
        this.revision = revision;
        this.limits = limits;
        this.scanner = new MessagePackScanner(limits);
    }

    @Override
    public Packet decode(Message message) {
        if (message.binary()) {
            members(message.data());
        } else if (revision == SocketRevision.V4) {
            members(packed(message.data()));
        } else {
            throw new SocketProtocolException("a packet of this parser is binary");
        }
        var packet = packet();
        array = JsonArguments.EMPTY;
        scanner.begin(array, 0);
        return packet;
    }

    /** Packs what the parser of 2.x says in JSON: packets without values, by which it joins and leaves. */
    private static Bytes packed(Bytes json) {
        try (var packer = MessagePack.newDefaultBufferPacker()) {
            MessagePackTree.write(JSON.readTree(json.array(), json.offset(), json.length()), packer);
            return Bytes.wrap(packer.toByteArray());
        } catch (JacksonException | IOException e) {
            throw new SocketProtocolException("a text that is no packet");
        }
    }

    /** Finds the members that make a packet; others are checked, and ignored. */
    private void members(Bytes bytes) {
        array = bytes.array();
        var at = bytes.offset();
        var end = at + bytes.length();
        scanner.begin(array, end);
        var behind = scanner.value(at, 0);
        if (behind != end) {
            throw new SocketProtocolException("there are bytes behind the packet");
        }
        if (!scanner.isMap(at)) {
            throw new SocketProtocolException("invalid packet type");
        }
        binary = scanner.binary();
        type = namespace = id = data = ABSENT;
        var left = scanner.count(at);
        at += scanner.header(at);
        for (; left > 0; left--) {
            var value = scanner.value(at, 1);
            var present = scanner.isUndefined(value) ? ABSENT : value;
            var after = scanner.value(value, 1);
            switch (text(at, value)) {
                case "type" -> type = present;
                case "nsp" -> namespace = present;
                case "id" -> id = present;
                case "data" -> {
                    data = present;
                    behindData = after;
                }
                default -> {
                    // The official client adds its options; they mean nothing to a receiver.
                }
            }
            at = after;
        }
    }

    private String text(int at, int behind) {
        var from = scanner.content(at);
        return new String(array, from, behind - from, StandardCharsets.UTF_8);
    }

    private Packet packet() {
        var number = type == ABSENT ? ABSENT : integer(type);
        if (revision == SocketRevision.V4 && (number == 5 || number == 6)) {
            // What the parser of 2.x says of events and acknowledgements that hold binary.
            number -= 3;
        }
        if (number < 0 || number > 4) {
            throw new SocketProtocolException("invalid packet type");
        }
        var name = namespace();
        var answer = id();
        return switch ((int) number) {
            case 0 -> new Packet.Connect(name, one(true));
            case 1 -> {
                if (data != ABSENT) {
                    throw MessagePackScanner.invalid();
                }
                yield new Packet.Disconnect(name);
            }
            case 2 -> {
                var bounds = values(limits.arguments() + 1);
                if (bounds.length < 2) {
                    throw MessagePackScanner.invalid();
                }
                var event = eventName(bounds[0], bounds[1]);
                yield new Packet.Event(name, event, new MessagePackArguments(array, bounds, 1, binary), answer);
            }
            case 3 -> {
                var arguments = new MessagePackArguments(array, values(limits.arguments()), 0, binary);
                yield new Packet.Ack(
                        name,
                        answer.orElseThrow(() -> new SocketProtocolException("an acknowledgement has no id")),
                        arguments);
            }
            default -> new Packet.ConnectError(name, one(false));
        };
    }

    private String namespace() {
        if (namespace == ABSENT || !scanner.isString(namespace)) {
            throw new SocketProtocolException("invalid namespace");
        }
        var name = text(namespace, scanner.value(namespace, 1));
        var query = revision == SocketRevision.V4 ? name.indexOf('?') : -1;
        if (!name.startsWith("/")
                || (query < 0 ? name.length() : query) > limits.namespace()
                || name.length() > limits.namespace() + JsonPacketDecoder.MAX_QUERY) {
            throw new SocketProtocolException("invalid namespace");
        }
        return name;
    }

    private OptionalLong id() {
        if (id == ABSENT) {
            return OptionalLong.empty();
        }
        var value = integer(id);
        if (value < 0 || value > MAX_ID) {
            throw new SocketProtocolException("invalid packet id");
        }
        return OptionalLong.of(value);
    }

    /** Reads a number that is not negative, whatever its width; anything else is a negative one. */
    private long integer(int at) {
        var lead = scanner.unsigned(at);
        if (lead < 0x80) {
            return lead;
        }
        return switch (lead) {
            case 0xcc, 0xcd, 0xce, 0xcf -> scanner.number(at + 1, 1 << (lead - 0xcc));
            case 0xd0 -> (byte) scanner.number(at + 1, 1);
            case 0xd1 -> (short) scanner.number(at + 1, 2);
            case 0xd2 -> (int) scanner.number(at + 1, 4);
            case 0xd3 -> scanner.number(at + 1, 8);
            case 0xca -> integer(Float.intBitsToFloat((int) scanner.number(at + 1, 4)));
            case 0xcb -> integer(Double.longBitsToDouble(scanner.number(at + 1, 8)));
            default -> -1;
        };
    }

    private static long integer(double value) {
        return value == Math.rint(value) ? (long) value : -1;
    }

    private int[] values(int max) {
        if (data == ABSENT || scanner.isMap(data) || scanner.count(data) < 0) {
            throw MessagePackScanner.invalid();
        }
        var count = scanner.count(data);
        if (count > max) {
            throw new SocketProtocolException("too many arguments");
        }
        var bounds = new int[(int) count + 1];
        bounds[0] = data + scanner.header(data);
        for (var i = 0; i < count; i++) {
            bounds[i + 1] = scanner.value(bounds[i], 2);
        }
        return bounds;
    }

    private String eventName(int at, int behind) {
        if (!scanner.isString(at)) {
            return numericName(at);
        }
        if (behind - at > 3L * limits.eventName() + 5) {
            throw new SocketProtocolException("an event's name is too long");
        }
        var name = text(at, behind);
        if (name.length() > limits.eventName()) {
            throw new SocketProtocolException("an event's name is too long");
        }
        if (EventNames.isReserved(name)) {
            throw new SocketProtocolException("an event's name is reserved");
        }
        return name;
    }

    private String numericName(int at) {
        var lead = scanner.unsigned(at);
        if ((lead > 0x7f && lead < 0xe0) && (lead < 0xca || lead > 0xd3)) {
            throw MessagePackScanner.invalid();
        }
        // A number's text in the language where handlers are looked up by it.
        var number = MessagePackTree.read(array, at, scanner.value(at, 2));
        return EcmaNumber.text(number.doubleValue());
    }

    /** Takes the data of CONNECT or of an error: one value of a fitting type, or none. */
    private Arguments one(boolean connect) {
        var old = revision == SocketRevision.V4;
        if (data == ABSENT) {
            if (!connect && !old) {
                throw MessagePackScanner.invalid();
            }
            return Arguments.empty();
        }
        var fits = scanner.isMap(data)
                || (!connect && scanner.isString(data))
                || (old && (scanner.count(data) >= 0 || scanner.unsigned(data) == MessagePackScanner.NIL));
        if (!fits) {
            throw MessagePackScanner.invalid();
        }
        return new MessagePackArguments(array, new int[] {data, behindData}, 0, binary);
    }
}
