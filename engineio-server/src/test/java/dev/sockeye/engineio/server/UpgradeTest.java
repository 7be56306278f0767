package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static dev.sockeye.engineio.server.Fixture.upgradeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @CsvSource({"3, '1:6'", "4, 6"})
    void theSessionMovesToTheWebSocket(int revision, String noop) {
        var target = fixture.open("/socket.io/?transport=polling&EIO=" + revision);
        var poll = fixture.host.get(target);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        var held = poll.pending();

        channel.receive("2probe");
        var probed = List.copyOf(channel.texts());
        channel.receive("5");
        channel.receive("4hello");
        fixture.session().send(text("there"));

        assertThat(held).isTrue();
        assertThat(poll.text()).isEqualTo(noop);
        assertThat(probed).containsExactly("3probe");
        assertThat(channel.texts()).containsExactly("3probe", "4there");
        assertThat(fixture.told).startsWith("(upgraded)", "hello");
        assertThat(fixture.session().transport()).isEqualTo("websocket");
        assertThat(fixture.session().upgraded()).isTrue();
    }

    @Test
    void pollingIsRefusedAfterwardsWithoutHarm() {
        var target = fixture.open(V4);
        var channel = upgraded(target);

        assertThat(fixture.host.get(target).text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(fixture.host.post(target, "4x").status()).isEqualTo(400);

        channel.receive("4y");
        assertThat(fixture.told).containsExactly("(upgraded)", "y");
    }

    @Test
    void whileProbedPollsAreReleasedAtMostEvery100Milliseconds() {
        var target = fixture.open(V4);
        var first = fixture.host.get(target);
        fixture.host.webSocket(upgradeOf(target)).channel().receive("2probe");

        var second = fixture.host.get(target);
        fixture.host.advance(99);
        var early = second.pending();
        fixture.host.advance(1);
        fixture.host.advance(500);
        var third = fixture.host.get(target);

        assertThat(first.text()).isEqualTo("6");
        assertThat(early).isTrue();
        assertThat(second.text()).isEqualTo("6");
        assertThat(third.text()).isEqualTo("6");
    }

    @Test
    void theFirstPollAfterTheProbeIsReleasedAtOnce() {
        var target = fixture.open(V4);
        fixture.host.webSocket(upgradeOf(target)).channel().receive("2probe");

        assertThat(fixture.host.get(target).text()).isEqualTo("6");
    }

    @Test
    void thePollIsReleasedOnlyWhenTheProbeIsAnswered() {
        var target = fixture.open(V4);
        var poll = fixture.host.get(target);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.stall();

        channel.receive("2probe");
        var early = poll.pending();
        channel.unstall();

        assertThat(early).isTrue();
        assertThat(poll.text()).isEqualTo("6");
    }

    @Test
    void whatIsSentBeforeTheEndReachesAClientThatHasLeftPolling() {
        var target = fixture.open(V4);
        var poll = fixture.host.get(target);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");

        fixture.session().send(text("goodbye"));
        fixture.session().close();
        var before = List.copyOf(channel.texts());
        var code = channel.closeCode();
        channel.receive("5");

        assertThat(poll.text()).isEqualTo("6");
        assertThat(before).containsExactly("3probe");
        assertThat(code).isZero();
        assertThat(channel.texts()).startsWith("3probe", "4goodbye");
        assertThat(channel.closeCode()).isNotZero();
        assertThat(fixture.told).last().asString().contains("forced close");
    }

    @Test
    void clientThatNeitherMovesNorPollsKeepsAClosingSessionForTheCloseTimeoutOnly() {
        var target = fixture.open(V4);
        fixture.host.get(target);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");

        fixture.session().send(text("goodbye"));
        fixture.session().close();
        fixture.host.advance(30_000);

        assertThat(channel.closeCode()).isNotZero();
        assertThat(fixture.told).last().asString().contains("forced close");
    }

    @Test
    void whatIsSentWhileProbingGoesOverPolling() {
        var target = fixture.open(V4);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");

        fixture.session().send(text("during"));
        var poll = fixture.host.get(target);
        var post = fixture.host.post(target, "4in");

        assertThat(poll.text()).isEqualTo("4during");
        assertThat(post.text()).isEqualTo("ok");
        assertThat(channel.texts()).containsExactly("3probe");
        assertThat(fixture.told).contains("in");
    }

    @Test
    void whatNoPollTookGoesOverTheWebSocketOnceAndInOrder() {
        var target = fixture.open(V3);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");
        fixture.session().send(text("a"));
        fixture.session().send(text("b"));

        channel.receive("5");
        fixture.session().send(text("c"));

        assertThat(channel.texts()).containsExactly("3probe", "4a", "4b", "4c");
    }

    @Test
    void aPollThatIsPendingAtTheSwitchIsReleasedWithANoop() {
        var target = fixture.open(V4);
        fixture.host.get(target);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");
        var poll = fixture.host.get(target);
        var post = fixture.host.postHead(target);

        channel.receive("5", "4x");
        post.send(Bytes.utf8("4lost"));

        assertThat(poll.text()).isEqualTo("6");
        assertThat(post.status()).isEqualTo(400);
        assertThat(fixture.told).containsExactly("(upgraded)", "x");
    }

    @Test
    void probeUpgradeAndMessagesMayArriveTogether() {
        var target = fixture.open(V4);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.stall();

        channel.receive("2probe", "5", "4x");
        fixture.session().send(text("y"));
        channel.unstall();

        assertThat(fixture.told).startsWith("(upgraded)", "x");
        assertThat(channel.texts()).containsExactly("3probe", "4y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "4x", "2", "2other", "3probe", "hello", "6", "1"})
    void anythingButTheProbeEndsTheCandidateOnly(String packet) {
        var target = fixture.open(V4);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();

        channel.receive(packet);

        assertThat(channel.closeCode()).isEqualTo(1005);
        assertSessionUsable(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probe", "4x", "", "3"})
    void anythingButTheUpgradeEndsAProbedCandidateOnly(String packet) {
        var target = fixture.open(V4);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");

        channel.receive(packet, "5");

        assertThat(channel.closeCode()).isEqualTo(1005);
        assertSessionUsable(target);
    }

    @Test
    void binaryEndsTheCandidateToo() {
        var target = fixture.open(V4);
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();

        channel.receive(Frame.binary(Bytes.wrap(new byte[] {'5'}), true));

        assertThat(channel.closeCode()).isEqualTo(1005);
        assertSessionUsable(target);
    }

    @Test
    void aCandidateThatIsLostLeavesPollingAlone() {
        var target = fixture.open(V3);
        var first = fixture.host.webSocket(upgradeOf(target)).channel();
        first.receive("2probe");
        first.closeByClient(1006);
        var second = fixture.host.webSocket(upgradeOf(target)).channel();
        second.violate(1009);

        var third = upgraded(target);

        assertThat(third.texts()).containsExactly("3probe");
        assertThat(fixture.told).containsExactly("(upgraded)");
    }

    @Test
    void anOpeningThatFailsLeavesRoomForAnother() {
        var exchange = fixture.host.webSocket(upgradeOf("/socket.io/?EIO=4&transport=polling&sid=none"));
        var target = fixture.open(V4);

        upgraded(target);

        assertThat(exchange.status()).isEqualTo(400);
        assertThat(fixture.told).containsExactly("(upgraded)");
    }

    @Test
    void aCandidateHasTheUpgradeTimeout() {
        var target = fixture.open(V4);
        var silent = fixture.host.webSocket(upgradeOf(target)).channel();
        fixture.host.advance(9_900);
        var early = silent.closeCode();
        fixture.host.advance(400);
        var probed = fixture.host.webSocket(upgradeOf(target)).channel();
        probed.receive("2probe");
        fixture.host.advance(10_400);
        probed.receive("5");

        assertThat(early).isZero();
        assertThat(silent.closeCode()).isEqualTo(1005);
        assertThat(probed.closeCode()).isEqualTo(1005);
        assertSessionUsable(target);
    }

    @Test
    void furtherCandidatesAreClosedDuringAndAfterAnUpgrade() {
        var target = fixture.open(V4);
        var first = fixture.host.webSocket(upgradeOf(target)).channel();
        var second = fixture.host.webSocket(upgradeOf(target)).channel();
        second.receive("2probe", "5");
        first.receive("2probe", "5");
        var third = fixture.host.webSocket(upgradeOf(target)).channel();
        third.receive("2probe", "5", "4stolen");
        first.receive("4mine");

        assertThat(second.closeCode()).isEqualTo(1005);
        assertThat(third.closeCode()).isEqualTo(1005);
        assertThat(fixture.told).containsExactly("(upgraded)", "mine");
    }

    @Test
    void aSessionThatNeverPolledHasNoCandidates() {
        var direct = fixture.host.webSocket(WS4).channel();

        var candidate = fixture.host
                .webSocket(WS4 + "&sid=" + Fixture.sid(direct.texts().get(0)))
                .channel();
        candidate.receive("2probe", "5");
        direct.receive("4x");

        assertThat(candidate.closeCode()).isEqualTo(1005);
        assertThat(fixture.told).containsExactly("x");
    }

    @Test
    void theCandidateEndsWithTheSession() {
        var target = fixture.open(V4);
        var probing = fixture.host.webSocket(upgradeOf(target)).channel();
        probing.receive("2probe");

        fixture.session().close();

        assertThat(fixture.host.get(target).text()).isEqualTo("6\u001e1");
        assertThat(probing.closeCode()).isEqualTo(1005);
        assertThat(fixture.told).containsExactly("closed: forced close");
    }

    @Test
    void theWebSocketRunsOnTheLaneOfItsSession() {
        var target = fixture.open(V4);
        var channel = fixture.host.otherLane().webSocket(upgradeOf(target)).channel();
        fixture.onMessage = message -> assertThat(fixture.host.lane().inLane()).isTrue();

        channel.receive("2probe", "5", "4x");

        assertThat(fixture.told).containsExactly("(upgraded)", "x");
    }

    @Test
    void base64IsReadFromTheWebSocketsRequest() {
        var target = fixture.open(V4);
        var channel = fixture.host.webSocket(upgradeOf(target) + "&b64=1").channel();
        channel.receive("2probe", "5");

        fixture.session().send(List.of(Message.binary(Bytes.wrap(new byte[] {1, 2, 3}))));

        assertThat(channel.texts()).containsExactly("3probe", "bAQID");
    }

    @Test
    void upgradesThatAreNotOfferedAreStillTaken() {
        var quiet = new Fixture(options -> options.allowUpgrades(false));
        var handshake = quiet.host.get(V4);
        var channel =
                quiet.host.webSocket(WS4 + "&sid=" + Fixture.sid(handshake)).channel();
        channel.receive("2probe", "5");

        assertThat(handshake.text()).contains("\"upgrades\":[]");
        assertThat(quiet.told).containsExactly("(upgraded)");
    }

    @Test
    void pausedReadingStaysPaused() {
        var target = fixture.open(V4);
        fixture.host.lane().execute(() -> fixture.session().reading(false));

        var channel = upgraded(target);

        assertThat(channel.isReading()).isFalse();
    }

    private MemoryChannel upgraded(String target) {
        var channel = fixture.host.webSocket(upgradeOf(target)).channel();
        channel.receive("2probe");
        channel.receive("5");
        return channel;
    }

    private void assertSessionUsable(String target) {
        fixture.told.clear();
        fixture.session().send(text("out"));
        assertThat(fixture.host.get(target).text()).isEqualTo("4out");
        assertThat(fixture.host.post(target, "4in").text()).isEqualTo("ok");
        assertThat(fixture.told).contains("in");
        assertThat(fixture.session().transport()).isEqualTo("polling");
        var channel = upgraded(target);
        assertThat(channel.texts()).containsExactly("3probe");
        assertThat(fixture.told).contains("(upgraded)");
    }
}
