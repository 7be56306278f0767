package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.client.CloseReason;
import dev.sockeye.socketio.events.AckDroppedException;
import dev.sockeye.socketio.events.AckTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SendBufferTest {
    private final Bed bed = new Bed();

    @AfterEach
    void nothingIsLeft() {
        bed.close();
    }

    @Test
    void whatIsEmittedBeforeTheConnectionIsSentInOrderBeforeConnectIsTold() {
        var socket = bed.socket();
        socket.onConnect(() -> socket.emit("connected"));
        socket.emit("a", 1);
        socket.emit("b", 2);
        assertThat(socket.sendBufferSize()).isEqualTo(2);
        bed.engine().open();
        assertThat(bed.engine().sent()).containsExactly("0");

        bed.engine().receive("0{\"sid\":\"a\"}");

        assertThat(bed.engine().sent()).containsExactly("2[\"a\",1]", "2[\"b\",2]", "2[\"connected\"]");
        assertThat(socket.sendBufferSize()).isZero();
    }

    @Test
    void whatGathersLeavesTogether() {
        var socket = bed.socket();
        socket.emit("a");
        socket.emit("b");
        bed.engine().join();
        assertThat(bed.engine().batches).hasSize(2);

        socket.on("go", () -> {
            socket.emit("x");
            socket.emit("y");
        });
        bed.engine().receive("2[\"go\"]");

        assertThat(bed.engine().batches.get(2)).hasSize(2);
    }

    @Test
    void whatIsEmittedIsEncodedAtOnce() {
        var socket = bed.socket();
        var list = new ArrayList<>(List.of(1));
        socket.emit("a", list);
        list.add(2);

        bed.engine().join();

        assertThat(bed.engine().sent()).containsExactly("0", "2[\"a\",[1]]");
    }

    @Test
    void whatWaitsIsKeptOverADisconnection() {
        var socket = bed.connected();
        socket.disconnect();
        socket.emit("a");
        assertThat(bed.engine().sent()).containsExactly("1");

        socket.connect();
        bed.engine().join();

        assertThat(bed.engine().sent()).containsExactly("0", "2[\"a\"]");
    }

    @Test
    void aTimeLimitRunsFromTheEmissionAndTakesTheEventOut() {
        var socket = bed.socket();
        var answer = socket.timeout(Duration.ofSeconds(2)).emitWithAck("a");
        socket.emit("b");

        bed.seconds(2);

        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckTimeoutException.class);
        bed.engine().join();
        assertThat(bed.engine().sent()).containsExactly("0", "2[\"b\"]");
    }

    @Test
    void anAcknowledgementOfWhatWaitsSurvivesALoss() {
        var socket = bed.connected();
        bed.engine().lose(CloseReason.TRANSPORT_CLOSE);
        var answer = socket.emitWithAck("a");
        bed.seconds(1);
        bed.engine().open().lose(CloseReason.TRANSPORT_CLOSE);
        assertThat(answer).isNotDone();

        bed.seconds(1);
        bed.engine().join().receive("30[5]");

        assertThat(answer.join().get(0, int.class)).isEqualTo(5);
    }

    @Test
    void theOldestIsDroppedWhereTooManyWait() {
        var socket = bed.socket(options -> options.limits(ClientLimits.DEFAULT.withSendBuffer(2, 1000, Duration.ZERO)));
        var first = socket.emitWithAck("a");
        socket.emit("b");
        socket.emit("c");

        assertThatThrownBy(first::join)
                .hasCauseInstanceOf(AckDroppedException.class)
                .hasMessageContaining("more waits than the send buffer may hold");
        assertThat(bed.log()).containsExactly("dropped a BUFFER_FULL");
        bed.engine().join();
        assertThat(bed.engine().sent()).containsExactly("0", "2[\"b\"]", "2[\"c\"]");
    }

    @Test
    void theOldestAreDroppedWhereTheyAreTooLarge() {
        var socket = bed.socket(options -> options.limits(ClientLimits.DEFAULT.withSendBuffer(100, 50, Duration.ZERO)));
        socket.emit("a", "x".repeat(20));
        socket.emit("b", "x".repeat(20));
        socket.emit("c", "x".repeat(20));
        socket.emit("d", "x".repeat(200));

        assertThat(bed.log())
                .containsExactly(
                        "dropped a BUFFER_FULL",
                        "dropped b BUFFER_FULL",
                        "dropped c BUFFER_FULL",
                        "dropped d BUFFER_FULL");
        assertThat(socket.sendBufferSize()).isZero();
    }

    @Test
    void whatWaitsForTooLongIsDropped() {
        var socket = bed.socket(
                options -> options.limits(ClientLimits.DEFAULT.withSendBuffer(100, 1000, Duration.ofSeconds(10))));
        socket.emit("a");
        bed.seconds(5);
        socket.emit("b");
        bed.seconds(5);
        assertThat(bed.log()).containsExactly("dropped a TOO_OLD");
        bed.engine().join();

        assertThat(bed.engine().sent()).containsExactly("0", "2[\"b\"]");
    }

    @Test
    void theApplicationMayClearIt() {
        var socket = bed.socket();
        var answer = socket.emitWithAck("a");
        socket.clearSendBuffer();

        assertThat(answer).isCompletedExceptionally();
        assertThat(bed.log()).containsExactly("dropped a CLEARED");
    }

    @Test
    void closingTheClientFailsWhatWaits() {
        var socket = bed.socket(options -> options.autoConnect(false));
        var answer = socket.emitWithAck("a");
        assertThat(bed.leases).isZero();

        bed.client.closeAsync();

        assertThatThrownBy(answer::join).hasMessageContaining("the client is closed");
    }

    @Test
    void volatileEventsAreDroppedWhereTheyCanNotLeaveAtOnce() {
        var socket = bed.socket();
        var answer = socket.asVolatile().emitWithAck("early");
        assertThatThrownBy(answer::join).hasCauseInstanceOf(AckDroppedException.class);
        bed.engine().join();
        assertThat(bed.engine().sent()).containsExactly("0");

        socket.asVolatile().emit("now");
        bed.engine().writable = false;
        socket.asVolatile().emit("busy");
        socket.emit("kept");

        assertThat(bed.engine().sent()).containsExactly("2[\"now\"]", "2[\"kept\"]");
    }

    @Test
    void reservedNamesAreRefusedWithTheWordForThem() {
        var socket = bed.socket();
        assertThatThrownBy(() -> socket.emit("disconnect")).hasMessageContaining("use disconnect()");
        assertThatThrownBy(() -> socket.on("connect_error", () -> {})).hasMessageContaining("use onConnectError");
    }
}
