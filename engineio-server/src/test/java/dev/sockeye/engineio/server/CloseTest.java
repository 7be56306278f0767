package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static dev.sockeye.engineio.server.Fixture.upgradeOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseTest {
    private final Fixture fixture = new Fixture();

    @Test
    void closeAnswersThePendingPoll() {
        var poll = fixture.host.get(fixture.open(V3));

        fixture.session().close();

        assertThat(poll.text()).isEqualTo("1:1");
        assertThat(fixture.told).containsExactly("closed: forced close");
    }

    @ParameterizedTest
    @CsvSource({"3, '1:61:1'", "4, '6\u001e1'"})
    void closeWaitsForThePollThatTellsIt(int revision, String answer) {
        var target = fixture.open("/socket.io/?transport=polling&EIO=" + revision);

        fixture.session().close();
        var known = fixture.server.sessionCount();
        var poll = fixture.host.get(target);

        assertThat(known).isEqualTo(1);
        assertThat(poll.text()).isEqualTo(answer);
        assertThat(fixture.told).containsExactly("closed: forced close");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void whatWasSentBeforePrecedesTheClosePacketInAPollOfItsOwn() {
        var target = fixture.open(V4);
        fixture.session().send(text("last"));

        fixture.session().close();

        assertThat(fixture.host.get(target).text()).isEqualTo("4last");
        assertThat(fixture.host.get(target).text()).isEqualTo("6\u001e1");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void nothingIsPendingBehindTheEnd() {
        var target = fixture.open(V4);
        fixture.session().send(text("last"));
        fixture.session().close();
        fixture.host.get(target);

        fixture.host.get(target);

        assertThat(fixture.told).containsExactly("closed: forced close");
        assertThat(fixture.session().pendingBytes()).isZero();
    }

    @Test
    void whoIsTurnedAwayAtOnceOverWebSocketIsGoneAtOnce() {
        fixture.onConnection = Session::close;

        fixture.host.webSocket(WS4);

        assertThat(fixture.told).containsExactly("closed: forced close");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void closeWaits30SecondsAtMost() {
        var target = fixture.open(V4);

        fixture.session().close();
        fixture.host.advance(29_900);
        var known = fixture.server.sessionCount();
        fixture.host.advance(500);

        assertThat(known).isEqualTo(1);
        assertThat(fixture.told).containsExactly("closed: forced close");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void closeWithinAMessageStillAnswersThePost() {
        var target = fixture.open(V4);
        fixture.onMessage = message -> fixture.session().close();

        var post = fixture.host.post(target, "4a\u001e4b");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("a");
        assertThat(fixture.host.get(target).text()).isEqualTo("6\u001e1");
    }

    @Test
    void abortWithinAMessageStillAnswersThePost() {
        var target = fixture.open(V4);
        fixture.onMessage = message -> fixture.session().abort(CloseReason.PARSE_ERROR);

        var post = fixture.host.post(target, "4a\u001e4b");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("a", "closed: parse error");
    }

    @Test
    void aClosingSessionHearsTheClientsOwnClose() {
        var target = fixture.open(V4);
        fixture.session().close();

        var post = fixture.host.post(target, "4ignored\u001e1");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("closed: forced close");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void aSessionMayBeClosedWithinTheConnectionListener() {
        fixture.onConnection = session -> {
            session.send(text("bye"));
            session.close();
        };

        var third = fixture.host.get(V3);
        var fourth = fixture.host.get(V4);
        var rest = fixture.host.get(V4 + "&sid=" + Fixture.sid(fourth));
        var ends = List.of(
                fixture.host.get(V3 + "&sid=" + Fixture.sid(third)),
                fixture.host.get(V4 + "&sid=" + Fixture.sid(fourth)));
        var channel = fixture.host.webSocket(WS4).channel();

        assertThat(third.text()).startsWith("97:0{").endsWith("4:4bye");
        assertThat(fourth.text()).startsWith("0{").endsWith("}");
        assertThat(rest.text()).isEqualTo("4bye");
        assertThat(ends).map(poll -> poll.text()).containsExactly("1:61:1", "6\u001e1");
        assertThat(channel.texts()).hasSize(2).last().isEqualTo("4bye");
        assertThat(channel.closeCode()).isEqualTo(1005);
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void aSessionMayBeAbortedWithinTheConnectionListener() {
        fixture.onConnection = session -> session.abort(CloseReason.FORCED_CLOSE);

        var polling = fixture.host.get(V4);
        var webSocket = fixture.host.webSocket(WS4).channel();

        assertThat(polling.text()).isEqualTo("1");
        assertThat(webSocket.texts()).isEmpty();
        assertThat(webSocket.closeCode()).isEqualTo(1005);
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void shutdownTellsEverybodyAndCompletes() throws Exception {
        var pollTarget = fixture.open(V4);
        var poll = fixture.host.get(pollTarget);
        var channel = fixture.host.webSocket(WS4).channel();
        var probing = fixture.open(V4);
        var candidate = fixture.host.webSocket(upgradeOf(probing)).channel();

        var closed = fixture.server.close();
        var between = closed.isDone();
        var last = fixture.host.get(probing);

        assertThat(poll.text()).isEqualTo("1");
        assertThat(channel.closeCode()).isEqualTo(1001);
        assertThat(candidate.closeCode()).isNotZero();
        assertThat(between).isFalse();
        assertThat(last.text()).isEqualTo("6\u001e1");
        closed.get(5, TimeUnit.SECONDS);
        assertThat(fixture.told).hasSize(3).containsOnly("closed: server shutting down");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void shutdownWaitsForItsGraceAtMost() throws Exception {
        fixture.open(V4);
        var silent = fixture.host.webSocket(WS4).channel();
        silent.stall();
        fixture.session().send(text("x"));

        var closed = fixture.server.close();
        fixture.host.advance(5_400);

        closed.get(5, TimeUnit.SECONDS);
        assertThat(silent.closeCode()).isEqualTo(1001);
        assertThat(fixture.told).hasSize(2).containsOnly("closed: server shutting down");
    }

    @Test
    void shutdownShortensACloseThatIsUnderWay() throws Exception {
        fixture.open(V4);
        fixture.session().close();

        var closed = fixture.server.close();
        fixture.host.advance(5_400);

        closed.get(5, TimeUnit.SECONDS);
        assertThat(fixture.told).containsExactly("closed: forced close");
    }

    @Test
    void afterShutdownNewSessionsAreRefusedWith503() throws Exception {
        var first = fixture.server.close();
        var second = fixture.server.close();

        var polling = fixture.host.get(V4);
        var webSocket = fixture.host.webSocket(WS4);

        assertThat(polling.status()).isEqualTo(503);
        assertThat(polling.response().close()).isTrue();
        assertThat(webSocket.status()).isEqualTo(503);
        first.get(5, TimeUnit.SECONDS);
        second.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aHandshakeThatIsUnderWayAtShutdownIsRefused() {
        var answer = new CompletableFuture<Admission>();
        var slow = new Fixture(options -> options.allowRequest(request -> answer));
        var polling = slow.host.get(V4);
        var webSocket = slow.host.webSocket(WS4);

        slow.server.close();
        answer.complete(Admission.admit());

        assertThat(polling.status()).isEqualTo(503);
        assertThat(webSocket.status()).isEqualTo(503);
        assertThat(slow.sessions).isEmpty();
    }

    @Test
    void shutdownMayBeAskedForByASession() throws Exception {
        var channel = fixture.host.webSocket(WS4).channel();
        var closed = new CompletableFuture<Void>();
        fixture.onMessage = message -> fixture.server.close().thenRun(() -> closed.complete(null));

        channel.receive("4a", "4b");

        closed.get(5, TimeUnit.SECONDS);
        assertThat(channel.closeCode()).isEqualTo(1001);
        assertThat(fixture.told).containsExactly("a", "closed: server shutting down");
    }

    @Test
    void aPostThatIsBeingReadIsAnsweredWhenTheSessionEnds() {
        var quick = new Fixture(
                options -> options.pingInterval(Duration.ofSeconds(1)).pingTimeout(Duration.ofSeconds(1)));
        var post = quick.host.postHead(quick.open(V3));

        quick.host.advance(2_500);
        post.send(Bytes.utf8("2:4x"));

        assertThat(post.status()).isEqualTo(400);
        assertThat(quick.told).isEqualTo(List.of("closed: ping timeout"));
    }
}
