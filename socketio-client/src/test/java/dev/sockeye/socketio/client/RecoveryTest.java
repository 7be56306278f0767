package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.client.CloseReason;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecoveryTest {
    private static final String JOINED = "0{\"sid\":\"a\",\"pid\":\"p\"}";
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    private Socket connected() {
        var socket = bed.socket(options -> options.auth(Map.of("token", "t")));
        bed.engine().open().receive(JOINED).sent();
        bed.log();
        return socket;
    }

    private String lostAndBack() {
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        bed.seconds(1);
        var connect = bed.engine().open().sent();
        assertThat(connect).hasSize(1);
        return connect.get(0);
    }

    @Test
    void aSocketGoesOnBehindTheLastEvent() {
        var socket = connected();
        assertThat(socket.recovered()).isFalse();
        bed.engine().receive("2[\"one\",1,\"Q7xpa88\"]");
        assertThat(lostAndBack()).isEqualTo("0{\"pid\":\"p\",\"offset\":\"Q7xpa88\",\"token\":\"t\"}");
        bed.log();
        socket.emit("mine");

        bed.engine().receive("2[\"two\",\"Q7xpa89\"]", "2[\"three\",\"Q7xpa8a\"]");
        assertThat(bed.log()).isEmpty();
        bed.engine().receive(JOINED);

        assertThat(bed.log()).containsExactly("event two", "event three", "connect");
        assertThat(bed.engine().sent()).containsExactly("2[\"mine\"]");
        assertThat(socket.recovered()).isTrue();
        assertThat(lostAndBack()).contains("\"offset\":\"Q7xpa8a\"");
    }

    @Test
    void onlyWhatCanBeAnOffsetIsTakenForOne() {
        connected();
        bed.engine()
                .receive(
                        "2[\"one\",\"Q1\"]",
                        "2[\"noArguments\"]",
                        "2[\"text\",\"a sentence, not an offset\"]",
                        "2[\"long\",\"" + "x".repeat(129) + "\"]",
                        "2[\"empty\",\"\"]",
                        "2[\"number\",5]",
                        "27[\"question\",\"abc\"]");

        assertThat(lostAndBack()).contains("\"offset\":\"Q1\"");
    }

    @Test
    void withoutAPrivateIdNothingIsRemembered() {
        bed.connected();
        bed.engine().receive("2[\"one\",\"Q1\"]");
        assertThat(lostAndBack()).isEqualTo("0");
    }

    @Test
    void anotherSessionBeginsAnew() {
        var socket = connected();
        bed.engine().receive("2[\"one\",\"Q1\"]");
        lostAndBack();
        bed.engine().receive("0{\"sid\":\"b\",\"pid\":\"other\"}");

        assertThat(socket.recovered()).isFalse();
        assertThat(lostAndBack()).isEqualTo("0{\"pid\":\"other\",\"token\":\"t\"}");
    }

    @Test
    void leavingEndsTheSession() {
        var socket = connected();
        bed.engine().receive("2[\"one\",\"Q1\"]");
        socket.disconnect();
        socket.connect();

        assertThat(bed.engine().open().sent()).containsExactly("0{\"token\":\"t\"}");
    }

    @Test
    void whatCameBeforeALossWithoutTheJoiningIsAskedForAgain() {
        connected();
        bed.engine().receive("2[\"one\",\"Q1\"]");
        lostAndBack();
        bed.engine().receive("2[\"two\",\"Q2\"]");
        bed.log();
        assertThat(lostAndBack()).contains("\"offset\":\"Q1\"");

        bed.engine().receive("2[\"two\",\"Q2\"]", JOINED);

        assertThat(bed.log()).containsExactly("disconnect transport close", "event two", "connect");
    }

    @Test
    void tooMuchBeforeTheJoiningEndsTheConnectionAndTheWish() {
        bed.socket(options -> options.limits(ClientLimits.DEFAULT.withReceiveBuffer(2, 1000)));
        bed.engine().open().receive(JOINED, "2[\"one\",\"Q1\"]");
        lostAndBack();
        bed.engine().receive("2[\"a\",\"Q2\"]", "2[\"b\",\"Q3\"]", "2[\"c\",\"Q4\"]");

        assertThat(bed.engine().ended).isTrue();
        bed.seconds(1);
        assertThat(bed.engine().open().sent()).containsExactly("0");
    }

    @Test
    void whatIsLeftOverFromBeforeIsNotTakenForMissed() {
        bed.socket("http://host/other", options -> options);
        var socket = bed.socket();
        bed.engine().open().receive(JOINED);
        bed.log();
        socket.disconnect();
        socket.connect();

        bed.engine().receive("2[\"stale\",\"Q9\"]", "1", JOINED);

        assertThat(bed.log()).containsExactly("disconnect io client disconnect", "connect");
    }
}
