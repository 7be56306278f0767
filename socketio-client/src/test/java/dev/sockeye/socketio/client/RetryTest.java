package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.events.AckTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetryTest {
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    private Socket connected() {
        return bed.connected(options -> options.retries(2).ackTimeout(Duration.ofSeconds(1)));
    }

    @Test
    void eventsLeaveOneAfterTheOther() {
        var socket = connected();
        var first = socket.emitWithAck("a");
        socket.emit("b");
        socket.emit("c");
        assertThat(bed.engine().sent()).containsExactly("21[\"a\"]");
        assertThat(socket.sendBufferSize()).isEqualTo(3);

        bed.engine().receive("31[7]");
        assertThat(first.join().get(0, int.class)).isEqualTo(7);
        assertThat(bed.engine().sent()).containsExactly("22[\"b\"]");
        bed.engine().receive("32[]");
        assertThat(bed.engine().sent()).containsExactly("23[\"c\"]");
        bed.engine().receive("33[]");
        assertThat(socket.sendBufferSize()).isZero();
    }

    @Test
    void whatIsNotAcknowledgedIsSentAgainAndThenGivenUp() {
        var socket = connected();
        var answer = socket.emitWithAck("a");
        socket.emit("b");
        bed.seconds(1);
        bed.seconds(1);
        assertThat(bed.engine().sent()).containsExactly("21[\"a\"]", "22[\"a\"]", "23[\"a\"]");
        assertThat(answer).isNotDone();
        bed.log();

        bed.seconds(1);

        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckTimeoutException.class);
        assertThat(bed.log()).containsExactly("dropped a RETRIES_EXHAUSTED");
        assertThat(bed.engine().sent()).containsExactly("24[\"b\"]");
        bed.engine().receive("34[]");
    }

    @Test
    void aLateAnswerOfAnEarlierTryCountsNoMore() {
        var socket = connected();
        var answer = socket.emitWithAck("a");
        bed.seconds(1);
        bed.engine().receive("31[]");
        assertThat(answer).isNotDone();
        bed.engine().receive("32[]");
        assertThat(answer).isCompleted();
    }

    @Test
    void theFirstIsSentAgainAtOnceWhenTheConnectionIsBack() {
        var socket = connected();
        socket.emit("a");
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        socket.emit("b");
        bed.seconds(1);
        bed.engine().join();

        assertThat(bed.engine().sent()).containsExactly("0", "21[\"a\"]");
        bed.engine().receive("31[]");
        assertThat(bed.engine().sent()).containsExactly("22[\"b\"]");
    }

    @Test
    void eachLossCountsAsATry() {
        var socket = connected();
        var answer = socket.emitWithAck("a");
        for (var i = 0; i < 2; i++) {
            bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
            bed.seconds(1);
            bed.engine().join();
            assertThat(answer).isNotDone();
        }
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);

        assertThat(answer).isCompletedExceptionally();
        assertThat(socket.sendBufferSize()).isZero();
    }

    @Test
    void volatileEventsDoNotQueue() {
        var socket = connected();
        socket.emit("a");
        socket.asVolatile().emit("now");

        assertThat(bed.engine().sent()).containsExactly("20[\"a\"]", "2[\"now\"]");
    }

    @Test
    void theQueueHasBounds() {
        var socket = bed.connected(
                options -> options.retries(1).limits(ClientLimits.DEFAULT.withSendBuffer(2, 1000, Duration.ZERO)));
        bed.log();
        socket.emit("a");
        socket.emit("b");
        socket.emit("c");

        assertThat(bed.log()).containsExactly("dropped b BUFFER_FULL");
        bed.engine().receive("30[]");
        assertThat(bed.engine().sent()).containsExactly("20[\"a\"]", "21[\"c\"]");
    }
}
