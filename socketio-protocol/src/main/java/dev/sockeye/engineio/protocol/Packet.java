package dev.sockeye.engineio.protocol;

/** Is an Engine.IO packet. Immutable; both revisions share the model, {@link PacketCodec} knows the differences. */
public sealed interface Packet permits Packet.Control, Message {
    /** The bare ping: the heartbeat of revision 4's server and of revision 3's client. */
    Packet PING = new Control(PacketType.PING, Bytes.EMPTY);
    /** The bare pong. */
    Packet PONG = new Control(PacketType.PONG, Bytes.EMPTY);
    /** The client's probe of a new transport: {@code 2probe}. */
    Packet PING_PROBE = new Control(PacketType.PING, Bytes.utf8("probe"));
    /** The server's answer to the probe: {@code 3probe}. */
    Packet PONG_PROBE = new Control(PacketType.PONG, Bytes.utf8("probe"));
    /** The client's decision to upgrade. */
    Packet UPGRADE = new Control(PacketType.UPGRADE, Bytes.EMPTY);
    /** Releases a pending poll. */
    Packet NOOP = new Control(PacketType.NOOP, Bytes.EMPTY);
    /** Ends a session over polling. */
    Packet CLOSE = new Control(PacketType.CLOSE, Bytes.EMPTY);

    /** Returns the type. */
    PacketType type();

    /** Returns the data without the type: UTF-8 text, unless {@link #binary()}. Empty when there is none. */
    Bytes data();

    /** Tells whether the data is binary rather than text. */
    boolean binary();

    /**
     * Is any packet but a message.
     *
     * @param type what the packet means; not {@link PacketType#MESSAGE}
     * @param data UTF-8 text unless binary, empty when there is none
     * @param binary whether the data is binary, which only revision 3 can say
     */
    record Control(PacketType type, Bytes data, boolean binary) implements Packet {
        /** Checks the type. */
        public Control {
            if (type == PacketType.MESSAGE) {
                throw new IllegalArgumentException("type: MESSAGE (expected: any other; use Message)");
            }
        }

        /** Makes a packet with text data. */
        public Control(PacketType type, Bytes data) {
            this(type, data, false);
        }
    }
}
