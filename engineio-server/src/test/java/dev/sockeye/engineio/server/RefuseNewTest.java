package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static dev.sockeye.engineio.server.Fixture.upgradeOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefuseNewTest {
    private final Fixture fixture = new Fixture();

    @Test
    void newSessionsAreToldWhenToComeAgain() {
        fixture.server.refuseNew(Duration.ofSeconds(7));

        var polling = fixture.host.get(V4);
        var webSocket = fixture.host.webSocket(WS4);

        assertThat(polling.status()).isEqualTo(503);
        assertThat(polling.header("Retry-After")).containsExactly("7");
        assertThat(webSocket.status()).isEqualTo(503);
        assertThat(webSocket.header("Retry-After")).containsExactly("7");
    }

    @Test
    void thoseThatThereAreGoOn() {
        var target = fixture.open(V4);
        fixture.server.refuseNew(Duration.ofSeconds(7));

        fixture.host.post(target, "4hello");
        fixture.session().send(text("world"));
        var poll = fixture.host.get(target);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");
        channel.receive("5");

        assertThat(poll.text()).isEqualTo("4world");
        assertThat(fixture.told).containsExactly("hello", "(upgraded)");
    }

    @Test
    void sessionsCanBeClosedAsIfTheServerStopped() {
        var channel = fixture.host.webSocket(WS4).channel();

        fixture.server.sessions().forEach(session -> session.close(CloseReason.SERVER_SHUTTING_DOWN));

        assertThat(channel.closeCode()).isEqualTo(1001);
        assertThat(fixture.told).containsExactly("closed: server shutting down");
    }

    @Test
    void failedUpgradesAreTold() {
        var target = fixture.open(V4);
        fixture.host.webSocket(upgradeOf(target)).channel().receive("4no probe");
        fixture.host.webSocket(upgradeOf(target));
        fixture.host.advance(Duration.ofSeconds(11));
        fixture.host.webSocket(upgradeOf(target)).channel().closeByClient(1000);
        fixture.host.webSocket(upgradeOf(target));
        fixture.session().abort(CloseReason.FORCED_CLOSE);

        assertThat(fixture.noticed)
                .containsExactly(
                        "upgrade failed: unexpected packet",
                        "upgrade failed: timeout",
                        "upgrade failed: connection closed",
                        "upgrade failed: session ended");
    }
}
