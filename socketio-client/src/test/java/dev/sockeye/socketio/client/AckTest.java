package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.events.Ack;
import dev.sockeye.socketio.events.AckDisconnectedException;
import dev.sockeye.socketio.events.AckOverflowException;
import dev.sockeye.socketio.events.AckTimeoutException;
import dev.sockeye.socketio.events.EventRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AckTest {
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    @Test
    void anAnswerCompletesItsQuestion() {
        var socket = bed.connected();
        var first = socket.emitWithAck("a");
        var second = socket.emitWithAck("b");
        assertThat(bed.engine().sent()).containsExactly("20[\"a\"]", "21[\"b\"]");

        bed.engine().receive("31[\"two\",2]", "30[]", "30[1]", "37[1]");

        assertThat(first.join().size()).isZero();
        assertThat(second.join().get(1, int.class)).isEqualTo(2);
    }

    @Test
    void aLateAnswerIsIgnored() {
        var socket = bed.connected(options -> options.ackTimeout(Duration.ofSeconds(3)));
        var answer = socket.emitWithAck("a");
        bed.seconds(3);

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(AckTimeoutException.class)
                .hasMessageContaining("operation has timed out");
        bed.engine().receive("30[1]");
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void ofManyTimeLimitsEachIsKept() {
        var socket = bed.connected();
        var slow = socket.timeout(Duration.ofSeconds(9)).emitWithAck("a");
        var quick = socket.timeout(Duration.ofSeconds(1)).emitWithAck("b");
        assertThat(bed.clock.scheduled()).isOne();
        bed.seconds(1);
        assertThat(quick).isCompletedExceptionally();
        assertThat(slow).isNotDone();
        bed.seconds(8);
        assertThat(slow).isCompletedExceptionally();
    }

    @Test
    void whatWasSentFailsWhenTheConnectionIsLost() {
        var socket = bed.connected();
        var answer = socket.emitWithAck("a");
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);

        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(AckDisconnectedException.class)
                .hasMessageContaining("socket has been disconnected");
    }

    @Test
    void theOldestFailsWhereTooManyAreAwaited() {
        var socket = bed.connected(options -> options.limits(ClientLimits.DEFAULT.withOutstandingAcks(2)));
        var first = socket.emitWithAck("a");
        var second = socket.emitWithAck("b");
        socket.emitWithAck("c");

        assertThatThrownBy(first::join).hasCauseInstanceOf(AckOverflowException.class);
        assertThat(second).isNotDone();
    }

    @Test
    void questionsOfTheServerAreAnswered() {
        var socket = bed.connected();
        socket.onRequest("sum", int.class, int.class, (a, b) -> a + b);
        socket.on("hand", String.class, (text, ack) -> {
            assertThat(ack.wanted()).isTrue();
            ack.send(text, new byte[] {1});
            ack.send("again");
        });

        bed.engine().receive("25[\"sum\",1,2]", "26[\"hand\",\"x\"]", "2[\"sum\",1,2]");

        assertThat(bed.engine().sent())
                .containsExactly("35[3]", "61-6[\"x\",{\"_placeholder\":true,\"num\":0}]", "binary 1");
    }

    @Test
    void whatGoesWrongIsAnsweredAsOnTheServer() {
        var socket = bed.connected();
        var errors = new ArrayList<ClientError>();
        socket.onError(errors::add);
        socket.onRequest("number", int.class, number -> number);
        socket.onRequest("refuse", () -> {
            throw new EventRefusedException("busy", "later", 5);
        });
        socket.onRequest("fail", () -> {
            throw new IllegalStateException("secret");
        });
        socket.on("throw", () -> {
            throw new IllegalStateException("secret");
        });
        bed.engine().receive("21[\"number\",\"x\"]", "22[\"refuse\"]", "23[\"fail\"]", "24[\"throw\"]");

        assertThat(bed.engine().sent())
                .containsExactly(
                        "31[{\"error\":{\"code\":\"invalid_argument\",\"message\":\"An argument is missing or of the wrong type\"}}]",
                        "32[{\"error\":{\"code\":\"busy\",\"message\":\"later\",\"data\":5}}]",
                        "33[{\"error\":{\"code\":\"internal_error\",\"message\":\"Internal error\"}}]");
        assertThat(errors)
                .extracting(ClientError::kind)
                .containsExactly(
                        ClientError.Kind.BINDING,
                        ClientError.Kind.REFUSED,
                        ClientError.Kind.HANDLER,
                        ClientError.Kind.HANDLER);
        assertThat(socket.connected()).isTrue();
    }

    @Test
    void anAnswerForAnEarlierConnectionIsNotSent() {
        var socket = bed.connected();
        List<Ack> acks = new ArrayList<>();
        socket.on("q", (args, ack) -> acks.add(ack));
        bed.engine().receive("23[\"q\"]").lose(CloseReason.TRANSPORT_CLOSE);
        bed.seconds(1);
        bed.engine().join().sent();

        acks.get(0).send("late");

        assertThat(bed.engine().sent()).isEmpty();
    }

    @Test
    void manyQuestionsNeedOneTimer() {
        var socket = bed.connected(options -> options.ackTimeout(Duration.ofMinutes(1)));
        for (var i = 0; i < 1000; i++) {
            socket.emitWithAck("q", i);
        }
        assertThat(bed.clock.scheduled()).isOne();
    }
}
