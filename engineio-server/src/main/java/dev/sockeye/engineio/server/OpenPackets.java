package dev.sockeye.engineio.server;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.Packet;
import dev.sockeye.engineio.protocol.PacketType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** Makes the packets that open sessions. They differ in the id alone, so the rest is encoded beforehand. Immutable. */
final class OpenPackets {
    private static final byte[] BEGINNING = "0{\"sid\":\"".getBytes(StandardCharsets.US_ASCII);

    private final Bytes revision3;
    private final Bytes revision3Upgradable;
    private final Bytes revision4;
    private final Bytes revision4Upgradable;

    OpenPackets(EngineOptions options) {
        revision3 = rest(options, EngineRevision.V3, List.of());
        revision4 = rest(options, EngineRevision.V4, List.of());
        var upgrades = options.allowUpgrades() && options.transports().contains("websocket")
                ? List.of("websocket")
                : List.<String>of();
        revision3Upgradable = rest(options, EngineRevision.V3, upgrades);
        revision4Upgradable = rest(options, EngineRevision.V4, upgrades);
    }

    /** Returns what stands behind the id. */
    private static Bytes rest(EngineOptions options, EngineRevision revision, List<String> upgrades) {
        var handshake = new Handshake(
                "",
                upgrades,
                options.pingInterval().toMillis(),
                options.pingTimeout().toMillis(),
                revision == EngineRevision.V4 ? OptionalLong.of(options.maxHttpBufferSize()) : OptionalLong.empty());
        // The beginning has the type in it, for which nothing must be moved when the packet is sent.
        return handshake.encode().from(BEGINNING.length - 1);
    }

    /**
     * Makes the packet of a session.
     *
     * @param id is {@link SessionIds#valid valid}, so that nothing in it needs escaping
     * @param upgradable whether its transport is one that others can follow
     */
    Packet packet(String id, EngineRevision revision, boolean upgradable) {
        var rest = revision == EngineRevision.V4
                ? upgradable ? revision4Upgradable : revision4
                : upgradable ? revision3Upgradable : revision3;
        var sid = id.getBytes(StandardCharsets.ISO_8859_1);
        var json = new byte[BEGINNING.length + sid.length + rest.length()];
        System.arraycopy(BEGINNING, 0, json, 0, BEGINNING.length);
        System.arraycopy(sid, 0, json, BEGINNING.length, sid.length);
        rest.copyTo(json, BEGINNING.length + sid.length);
        return new Packet.Control(PacketType.OPEN, Bytes.wrap(json).from(1));
    }
}
