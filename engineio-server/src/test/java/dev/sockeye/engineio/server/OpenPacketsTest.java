package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.EngineRevision;
import dev.sockeye.engineio.protocol.Handshake;
import dev.sockeye.engineio.protocol.PacketCodec;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenPacketsTest {
    private static final String ID = "aZ09-_.~";

    private final EngineOptions options = EngineOptions.builder()
            .pingInterval(Duration.ofMillis(1234))
            .pingTimeout(Duration.ofMillis(567))
            .maxHttpBufferSize(89)
            .build();

    @ParameterizedTest
    @EnumSource
    void aPacketIsWhatItsHandshakeEncodesTo(EngineRevision revision) {
        var packets = new OpenPackets(options);
        var most = revision == EngineRevision.V4 ? OptionalLong.of(89) : OptionalLong.empty();

        assertThat(packets.packet(ID, revision, true).data().utf8())
                .isEqualTo(new Handshake(ID, List.of("websocket"), 1234, 567, most)
                        .encode()
                        .utf8());
        assertThat(packets.packet(ID, revision, false))
                .extracting(packet -> packet.data().utf8())
                .isEqualTo(
                        new Handshake(ID, List.of(), 1234, 567, most).encode().utf8());
    }

    @Test
    void aFrameOfAPacketIsNotACopy() {
        var packet = new OpenPackets(options).packet(ID, EngineRevision.V4, true);

        assertThat(PacketCodec.encode(packet, EngineRevision.V4, false)
                        .payload()
                        .array())
                .isSameAs(packet.data().array());
    }

    @Test
    void noUpgradeIsOfferedWhereThereIsNone() {
        var off = new OpenPackets(EngineOptions.builder().allowUpgrades(false).build());
        var pollingOnly =
                new OpenPackets(EngineOptions.builder().transports("polling").build());

        assertThat(off.packet(ID, EngineRevision.V4, true).data().utf8()).contains("\"upgrades\":[],");
        assertThat(pollingOnly.packet(ID, EngineRevision.V3, true).data().utf8())
                .contains("\"upgrades\":[],");
    }
}
