package dev.sockeye.engineio.protocol;

/**
 * Encodes and decodes one packet as one frame of a WebSocket, both revisions. Stateless.
 *
 * <p>A text frame is the digit of the type and the data, or {@code b} and base64. A binary frame of revision 3 begins
 * with the number of the type; one of revision 4 is a message's bytes and nothing else.
 */
public final class PacketCodec {
    private static final byte BASE64_MARK = 'b';
    private static final PacketType[] TYPES = PacketType.values();

    // Indexed by the type's number. Shared, so that a host frames a heartbeat once for all sessions.
    private static final Packet[] BARE_PACKETS = new Packet[TYPES.length];
    private static final Frame[] BARE_FRAMES = new Frame[TYPES.length];

    static {
        for (var type : TYPES) {
            if (type != PacketType.MESSAGE) {
                BARE_PACKETS[type.number()] = new Packet.Control(type, Bytes.EMPTY);
                BARE_FRAMES[type.number()] = frame(type, Bytes.EMPTY);
            }
        }
    }

    private PacketCodec() {}

    /**
     * Encodes a packet. Only a message that wants it makes a frame that is to be compressed.
     *
     * @param base64 whether the peer asked for text only ({@code b64=1})
     * @throws IllegalArgumentException if it is a binary control packet and the revision is 4, which has none
     */
    public static Frame encode(Packet packet, EngineRevision revision, boolean base64) {
        if (packet instanceof Message message) {
            return message.frame(revision, base64);
        }
        if (packet.binary()) {
            return binaryControl(packet, revision, base64);
        }
        return packet.data().isEmpty() ? BARE_FRAMES[packet.type().number()] : frame(packet.type(), packet.data());
    }

    /**
     * Decodes a frame; the packet shares its memory.
     *
     * @throws EngineProtocolException if it is not a packet of that revision
     */
    public static Packet decode(Frame frame, EngineRevision revision) {
        if (frame instanceof Message message) {
            return message;
        }
        return frame.binary() ? decodeBinary(frame.payload(), revision) : decodeText(frame.payload(), revision);
    }

    /** Decodes what a text frame or a piece of a text payload holds: valid UTF-8. */
    static Packet decodeText(Bytes text, EngineRevision revision) {
        if (text.isEmpty()) {
            throw new EngineProtocolException("empty packet");
        }
        var first = text.at(0);
        if (first == BASE64_MARK) {
            return decodeBase64(text, revision);
        }
        var type = type(first - '0');
        if (type == PacketType.MESSAGE) {
            return Message.prefixedText(text);
        }
        return text.length() == 1 ? BARE_PACKETS[type.number()] : new Packet.Control(type, text.from(1));
    }

    /** Decodes what a binary frame or a binary piece of a payload holds. */
    static Packet decodeBinary(Bytes bytes, EngineRevision revision) {
        if (revision == EngineRevision.V4) {
            return Message.binary(bytes);
        }
        if (bytes.isEmpty()) {
            throw new EngineProtocolException("empty binary packet");
        }
        var type = type(bytes.at(0));
        return type == PacketType.MESSAGE
                ? Message.prefixedBinary(bytes)
                : new Packet.Control(type, bytes.from(1), true);
    }

    private static Packet decodeBase64(Bytes text, EngineRevision revision) {
        if (revision == EngineRevision.V4) {
            return Message.binary(Base64Text.decode(text.from(1)));
        }
        if (text.length() < 2) {
            throw new EngineProtocolException("base64 packet without a type");
        }
        var type = type(text.at(1) - '0');
        var data = Base64Text.decode(text.from(2));
        return type == PacketType.MESSAGE ? Message.binary(data) : new Packet.Control(type, data, true);
    }

    private static PacketType type(int number) {
        if (number < 0 || number >= TYPES.length) {
            throw new EngineProtocolException("unknown packet type");
        }
        return TYPES[number];
    }

    private static Frame frame(PacketType type, Bytes data) {
        return Frame.text(prefixed((byte) ('0' + type.number()), data), false);
    }

    private static Frame binaryControl(Packet packet, EngineRevision revision, boolean base64) {
        if (revision == EngineRevision.V4) {
            throw new IllegalArgumentException("packet: binary " + packet.type() + " (expected: text in revision 4)");
        }
        var type = packet.type().number();
        return base64
                ? Frame.text(Base64Text.encode("b" + type, packet.data()), false)
                : Frame.binary(prefixed((byte) type, packet.data()), false);
    }

    /** Makes use of the prefix where the data happens to stand behind one. */
    private static Bytes prefixed(byte prefix, Bytes data) {
        var before = data.offset() - 1;
        if (before >= 0 && data.array()[before] == prefix) {
            return Bytes.wrap(data.array(), before, data.length() + 1);
        }
        var array = new byte[data.length() + 1];
        array[0] = prefix;
        data.copyTo(array, 1);
        return Bytes.wrap(array);
    }
}
