package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowReceiverTest {
    private final Fixture fixture = new Fixture(
            options -> options.highWaterMark(1_000).lowWaterMark(500).maxPendingBytes(10_000));

    @Test
    void oldestExpendableMessagesMakeRoom() {
        var channel = fixture.host.webSocket(WS4).channel();
        channel.stall();
        fixture.session().send(text("first"));
        fixture.host.lane().execute(() -> {
            for (var i = 0; i < 10; i++) {
                fixture.session().sendExpendable(text(i + "x".repeat(199)));
                fixture.session().send(text("kept " + i));
            }
        });

        channel.unstall();

        var texts = channel.texts();
        assertThat(texts).contains("4first", "4kept 0", "4kept 9").anyMatch(text -> text.startsWith("49x"));
        assertThat(texts).noneMatch(text -> text.startsWith("40x"));
        assertThat(texts.stream().filter(text -> text.startsWith("4kept"))).hasSize(10);
        assertThat(fixture.noticed.stream().filter("dropped"::equals))
                .hasSize(10
                        - (int) texts.stream()
                                .filter(text -> text.endsWith("x"))
                                .count());
        assertThat(fixture.session().pendingBytes()).isZero();
    }

    @Test
    void messagesThatBelongTogetherAreDroppedTogether() {
        var channel = fixture.host.webSocket(WS4).channel();
        channel.stall();
        fixture.session().send(text("first"));
        fixture.host.lane().execute(() -> {
            for (var i = 0; i < 10; i++) {
                fixture.session()
                        .sendExpendable(
                                List.of(Message.text("head " + i), Message.binary(Bytes.wrap(new byte[300 + i]))));
            }
        });

        channel.unstall();

        assertThat(channel.texts().subList(2, channel.texts().size()))
                .hasSizeBetween(2, 6)
                .endsWith("4head 9", "[309]");
        assertThat(channel.texts().subList(2, channel.texts().size()).size() % 2)
                .isZero();
    }

    @Test
    void whatAPollHasBegunToTakeIsNotDropped() {
        var small = new Fixture(
                options -> options.highWaterMark(1_000).lowWaterMark(500).maxHttpBufferSize(400));
        var target = small.open(V4);
        small.host.lane().execute(() -> {
            small.session().sendExpendable(List.of(Message.text("a".repeat(300)), Message.text("b".repeat(300))));
            small.session().sendExpendable(text("c".repeat(100)));
        });

        assertThat(small.host.get(target).text()).isEqualTo("4" + "a".repeat(300));
        small.host.lane().execute(() -> {
            small.session().sendExpendable(text("d".repeat(900)));
        });

        assertThat(small.host.get(target).text()).isEqualTo("4" + "b".repeat(300));
        assertThat(small.host.get(target).text()).isEqualTo("4" + "d".repeat(900));
        assertThat(small.noticed).contains("dropped");
    }

    @Test
    void applicationIsToldOnceWhenLittleWaitsAgain() {
        var channel = fixture.host.webSocket(WS4).channel();
        channel.stall();
        fixture.session().send(text("x".repeat(2_000)));
        assertThat(fixture.noticed).isEmpty();

        channel.unstall();
        fixture.session().send(text("y"));

        assertThat(fixture.noticed).containsExactly("writable");
    }

    @Test
    void whoAsksIsToldBeItAtOnce() {
        fixture.host.webSocket(WS4);

        fixture.session().expectWritable();

        assertThat(fixture.noticed).containsExactly("writable");
    }
}
