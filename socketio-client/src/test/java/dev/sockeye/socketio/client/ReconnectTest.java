package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.client.CloseReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReconnectTest {
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    private void listen(Manager manager) {
        manager.onOpen(() -> bed.log.add("open"))
                .onClose((reason, description) -> bed.log.add("close " + reason))
                .onError(error -> bed.log.add("error " + error.getMessage()))
                .onReconnect(attempt -> bed.log.add("reconnect " + attempt))
                .onReconnectAttempt(attempt -> bed.log.add("reconnect_attempt " + attempt))
                .onReconnectError(error -> bed.log.add("reconnect_error " + error.getMessage()))
                .onReconnectFailed(() -> bed.log.add("reconnect_failed"));
    }

    @Test
    void aConnectionThatCanNotBeOpenedIsTriedAgain() {
        var socket = bed.socket();
        listen(socket.io());
        bed.engine().refuse(503, "busy");
        assertThat(bed.log()).containsExactly("error xhr poll error", "connect_error xhr poll error");
        assertThat(bed.clock.untilNext()).isEqualTo(Duration.ofSeconds(1));

        bed.seconds(1);
        bed.engine().fail();
        assertThat(bed.log())
                .containsExactly(
                        "reconnect_attempt 1",
                        "error websocket error",
                        "connect_error websocket error",
                        "reconnect_error websocket error");
        bed.seconds(2);
        bed.engine().join();

        assertThat(bed.log()).containsExactly("reconnect_attempt 2", "open", "reconnect 2", "connect");
    }

    @Test
    void theConnectErrorTellsStatusAndBody() {
        var socket = bed.socket(options -> options.reconnection(false));
        var joined = socket.connect();
        bed.engine().refuse(403, "go away");

        assertThat(bed.log()).containsExactly("connect_error xhr poll error, final");
        assertThatThrownBy(joined::join).cause().isInstanceOfSatisfying(ConnectFailedException.class, failure -> {
            assertThat(failure.status()).hasValue(403);
            assertThat(failure.body()).contains("go away");
            assertThat(failure.transport()).contains("polling");
            assertThat(failure.retried()).isFalse();
            assertThat(failure.refused()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSPORT_CLOSE,transport close",
        "TRANSPORT_ERROR,transport error",
        "PING_TIMEOUT,ping timeout",
        "FORCED_CLOSE,forced close",
        "PARSE_ERROR,transport error"
    })
    void aConnectionThatIsLostComesBack(CloseReason below, String reason) {
        var socket = bed.connected();
        listen(socket.io());
        bed.log();
        bed.engine().lose(below);
        assertThat(bed.log()).containsExactly("close " + reason, "disconnect " + reason);
        assertThat(socket.active()).isTrue();
        assertThat(socket.connected()).isFalse();

        bed.seconds(1);
        bed.engine().join();

        assertThat(bed.log()).containsExactly("reconnect_attempt 1", "open", "reconnect 1", "connect");
    }

    @Test
    void whatCanNotBeDecodedEndsTheConnectionWhichComesBack() {
        bed.connected();
        bed.log();
        bed.engine().receive("2[not json", "2[\"after\"]");
        assertThat(bed.log()).containsExactly("disconnect parse error");
        assertThat(bed.engine().aborted).isEqualTo(CloseReason.PARSE_ERROR);

        bed.seconds(1);
        bed.engine().join();
        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void theServerSendsASocketAwayForGood() {
        var socket = bed.connected();
        bed.log();
        bed.engine().receive("1");

        assertThat(bed.log()).containsExactly("disconnect io server disconnect");
        assertThat(socket.active()).isFalse();
        assertThat(bed.engine().ended).isTrue();
        assertThat(bed.clock.scheduled()).isZero();

        socket.connect();
        bed.engine().join();
        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void theApplicationDisconnectsForGood() {
        var socket = bed.connected();
        bed.log();
        socket.disconnect();
        assertThat(socket.connected()).isFalse();
        socket.disconnect();

        assertThat(bed.engine().sent()).containsExactly("1");
        assertThat(bed.log()).containsExactly("disconnect io client disconnect");
        assertThat(bed.engine().ended).isTrue();
    }

    @Test
    void oneSocketLeavesWhileTheOtherStays() {
        var socket = bed.connected();
        var chat = bed.noted(bed.socket("http://host/chat", options -> options));
        bed.engine().receive("0/chat,{\"sid\":\"b\"}").sent();

        chat.disconnect();

        assertThat(bed.engine().sent()).containsExactly("1/chat,");
        assertThat(bed.engine().ended).isFalse();
        assertThat(socket.connected()).isTrue();
        chat.connect();
        assertThat(bed.engine().sent()).containsExactly("0/chat,");
    }

    @Test
    void lossBeforeTheNamespaceIsJoinedIsTold() {
        bed.socket();
        bed.engine().open().lose(CloseReason.TRANSPORT_CLOSE);

        assertThat(bed.log()).containsExactly("disconnect transport close");
    }

    @Test
    void attemptsEndWhereTheyAreCounted() {
        var socket = bed.socket(options -> options.reconnectionAttempts(2));
        listen(socket.io());
        var joined = socket.connect();
        bed.engine().fail();
        bed.seconds(1);
        bed.engine().fail();
        assertThat(joined).isNotDone();
        bed.seconds(2);
        bed.log();
        bed.engine().fail();

        assertThat(bed.log())
                .containsExactly(
                        "error websocket error",
                        "connect_error websocket error, final",
                        "reconnect_error websocket error",
                        "reconnect_failed");
        assertThat(joined).isCompletedExceptionally();
        assertThat(bed.clock.scheduled()).isZero();
        bed.seconds(60);
        assertThat(bed.engines).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectingAgainAfterAllAttemptsFailedOpensAnew(boolean leaving) {
        var socket = bed.socket(options -> options.reconnectionAttempts(1));
        bed.engine().fail();
        bed.seconds(1);
        bed.engine().fail();
        if (leaving) {
            socket.disconnect();
        }

        var joined = socket.connect();
        bed.engine().join();

        assertThat(joined).isCompleted();
    }

    @Test
    void connectingAgainOpensAnewWhereNoAttemptFollowsByItself() {
        var socket = bed.socket(options -> options.reconnection(false));
        bed.engine().fail();
        var second = socket.connect();
        bed.engine().join();
        assertThat(second).isCompleted();

        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        var third = socket.connect();
        bed.engine().join();
        assertThat(third).isCompleted();

        socket.io().close();
        var fourth = socket.connect();
        bed.engine().join();
        assertThat(fourth).isCompleted();
    }

    @Test
    void whoWaitsIsToldWhereALossIsTheEnd() {
        var socket = bed.socket(options -> options.reconnection(false));
        var joined = socket.connect();
        bed.engine().open().lose(CloseReason.TRANSPORT_CLOSE);

        assertThatThrownBy(joined::join).cause().hasMessage("transport close");
    }

    @ParameterizedTest
    @CsvSource({"opening", "joining", "waiting"})
    void whoWaitsIsToldWhereTheManagerIsClosed(String state) {
        var socket = bed.socket();
        var joined = socket.connect();
        switch (state) {
            case "joining" -> bed.engine().open();
            case "waiting" -> bed.engine().fail();
            default -> {}
        }

        socket.io().close();

        assertThatThrownBy(joined::join).cause().hasMessage("forced close");
        bed.seconds(60);
        assertThat(bed.engines).hasSize(1);
    }

    @Test
    void aSocketMadeDuringAReconnectionConnectsWithIt() {
        bed.connected();
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        var chat = bed.socket("http://host/chat", options -> options);
        assertThat(bed.engines).hasSize(1);

        bed.seconds(1);
        bed.engine().open().receive("0/chat,{\"sid\":\"b\"}");

        assertThat(chat.connected()).isTrue();
    }

    @Test
    void switchingReconnectionOffCancelsTheAttemptThatIsPlanned() {
        var socket = bed.connected();
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        var joined = socket.connect();

        socket.io().reconnection(false);

        assertThat(joined).isCompletedExceptionally();
        bed.seconds(60);
        assertThat(bed.engines).hasSize(1);
        assertThat(bed.leases).isZero();
    }

    @Test
    void aListenerMayChangeWhatTheAttemptIsMadeWith() {
        var socket = bed.connected();
        socket.io()
                .onReconnectAttempt(attempt -> socket.io()
                        .query(Map.of("attempt", String.valueOf(attempt)))
                        .engineOptions(engine -> engine.extraHeader("X-Attempt", "1")));
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        bed.seconds(1);

        assertThat(bed.engine().options.query()).containsEntry("attempt", "1");
        assertThat(bed.engine().options.extraHeaders()).containsKey("X-Attempt");
    }

    @Test
    void openingAManagerIsNotTriedAgain() {
        var manager = bed.client.manager("http://host", Bed.options().build());
        var opened = manager.open();
        bed.engine().fail();
        assertThat(opened).isCompletedExceptionally();
        bed.seconds(60);
        assertThat(bed.engines).hasSize(1);

        var again = manager.open();
        bed.engine().open();
        assertThat(again).isCompletedWithValue(manager);
        assertThat(manager.engine()).containsSame(bed.engine());
        manager.close();
        assertThat(manager.engine()).isEmpty();
    }

    @Test
    void closingAManagerDisconnectsItsSocketsUntilItIsOpenedAgain() {
        var socket = bed.connected();
        bed.log();
        socket.io().close();
        assertThat(bed.log()).containsExactly("disconnect forced close");
        bed.seconds(60);
        assertThat(bed.engines).hasSize(1);

        socket.io().open();
        bed.engine().join();

        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void closingTheEngineOfAManagerIsALossLikeAnother() {
        var socket = bed.connected();
        bed.log();
        socket.io().engine().orElseThrow().close();

        assertThat(bed.log()).containsExactly("disconnect forced close");
        bed.seconds(1);
        assertThat(bed.engines).hasSize(2);
    }

    @Test
    void aNamespaceThatIsNotAnsweredForMayEndTheConnection() {
        bed.socket(options -> options.connectTimeout(Duration.ofSeconds(5)));
        bed.engine().open();
        bed.seconds(4);
        assertThat(bed.log()).isEmpty();

        bed.seconds(1);

        assertThat(bed.log())
                .containsExactly(
                        "connect_error timeout: the namespace was not answered for", "disconnect transport error");
        bed.seconds(1);
        bed.engine().join();
        bed.seconds(10);
        assertThat(bed.log()).containsExactly("connect");
    }

    @Test
    void aClosedClientRefusesToConnect() {
        var socket = bed.connected();
        bed.client.closeAsync();
        bed.log();

        assertThat(socket.connect()).isCompletedExceptionally();
        assertThat(socket.active()).isFalse();
        assertThat(socket.emitWithAck("x")).isCompletedExceptionally();
        assertThatThrownBy(() -> bed.client.socket("http://host")).hasMessage("client: closed (expected: open)");
    }
}
