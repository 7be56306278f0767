package dev.sockeye.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.socketio.protocol.Packet;
import java.util.ArrayList;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatheringTest {
    private final TestServer server = new TestServer();
    private final Gathering gathering = new Gathering();

    // Nobody runs what is in them.
    private Mailbox one;
    private Mailbox other;

    @BeforeEach
    void makeMailboxes() {
        server.connect();
        one = new Mailbox(server.socket());
        other = new Mailbox(server.socket());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Packet.Event event(String name) {
        return new Packet.Event("/", name, server.io.encoding().none(), OptionalLong.empty());
    }

    private static Object[] content(Mailbox mailbox) {
        var content = new ArrayList<Object>();
        for (var item = mailbox.take(); item != null; item = mailbox.take()) {
            content.add(item);
        }
        return content.toArray();
    }

    @Test
    void eventsEnterTheirMailboxBeforeThoseOfAnotherOneAreHeld() {
        var first = event("first");
        var second = event("second");
        var third = event("third");

        gathering.add(one, first);
        gathering.add(one, second);
        assertThat(one.nothingWaits()).isTrue();
        gathering.add(other, third);

        assertThat(content(one)).containsExactly(first, second);
        assertThat(other.nothingWaits()).isTrue();
        gathering.handOver();
        assertThat(content(other)).containsExactly(third);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_000})
    @SuppressWarnings("NullAway") // The fault is meant.
    void whatAMailboxDidNotTakeEntersNoOtherOne(int held) {
        var next = event("next");
        // Stands for whatever keeps a mailbox from taking them, a lack of memory above all.
        gathering.add(one, null);
        for (var i = 1; i < held; i++) {
            gathering.add(one, event("lost"));
        }

        assertThatThrownBy(gathering::handOver).isInstanceOf(NullPointerException.class);
        gathering.add(other, next);
        gathering.handOver();

        assertThat(one.nothingWaits()).isTrue();
        assertThat(content(other)).containsExactly(next);
    }
}
