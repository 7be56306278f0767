package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.EngineRevision;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class HandshakeTest {
    @Test
    void revision3PollingIsAnsweredWithTheFirstMessageInTheSamePayload() {
        var fixture = new Fixture(options -> options.pingTimeout(Duration.ofSeconds(5)));
        fixture.onConnection = session -> session.send(text("0"));

        var answer = fixture.host.get(V3);

        assertThat(answer.status()).isEqualTo(200);
        var sid = Fixture.sid(answer);
        assertThat(answer.text())
                .isEqualTo("96:0{\"sid\":\"" + sid
                        + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":5000}2:40");
        assertThat(answer.header("Content-Type")).containsExactly("text/plain; charset=UTF-8");
        assertThat(answer.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void revision4PollingIsAnsweredWithTheOpenPacketAlone() {
        var fixture = new Fixture();
        fixture.onConnection = session -> session.send(text("x"));

        var answer = fixture.host.get(V4);
        var sid = Fixture.sid(answer);
        var poll = fixture.host.get(V4 + "&sid=" + sid);

        assertThat(answer.text())
                .isEqualTo("0{\"sid\":\"" + sid
                        + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,"
                        + "\"maxPayload\":1000000}");
        assertThat(poll.text()).isEqualTo("4x");
    }

    @Test
    void webSocketOpensWithTheOpenPacketAndThenTheMessage() {
        for (var target : new String[] {WS3, WS4}) {
            var fixture = new Fixture();
            fixture.onConnection = session -> session.send(text("0"));

            var channel = fixture.host.webSocket(target).channel();

            assertThat(channel.texts()).hasSize(2);
            assertThat(channel.texts().get(0)).startsWith("0{\"sid\":\"").contains("\"upgrades\":[]");
            assertThat(channel.texts().get(1)).isEqualTo("40");
        }
    }

    @Test
    void anAbsentRevisionIsTheThird() {
        var fixture = new Fixture();

        var answer = fixture.host.get("/socket.io/?transport=polling");

        assertThat(answer.text()).startsWith("97:0{");
        assertThat(fixture.session().revision()).isEqualTo(EngineRevision.V3);
    }

    @Test
    void sessionIdsAreTwentyCharactersAndDiffer() {
        var fixture = new Fixture();
        var ids = new HashSet<String>();

        for (var i = 0; i < 200; i++) {
            ids.add(Fixture.sid(fixture.host.get(V4)));
        }

        assertThat(ids).hasSize(200).allMatch(id -> id.matches("[A-Za-z0-9_-]{20}"));
        assertThat(fixture.server.sessionCount()).isEqualTo(200);
    }
}
