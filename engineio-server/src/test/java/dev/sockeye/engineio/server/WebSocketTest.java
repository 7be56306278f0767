package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.WS3;
import static dev.sockeye.engineio.server.Fixture.WS4;
import static dev.sockeye.engineio.server.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Frame;
import dev.sockeye.engineio.protocol.Message;
import dev.sockeye.engineio.server.host.memory.MemoryChannel;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private static final Bytes THREE = Bytes.wrap(new byte[] {1, 2, 3});

    private final Fixture fixture = new Fixture();

    @Test
    void textGoesBothWays() {
        var channel = open(WS4);

        channel.receive("4hello");
        fixture.session().send(text("there"));

        assertThat(fixture.told).contains("hello");
        assertThat(channel.texts()).containsExactly("4there");
    }

    @Test
    void repliesToWhatArrivedTogetherLeaveTogether() {
        var channel = open(WS3);
        fixture.onMessage = message -> fixture.session().send(List.of(message));

        channel.receive("4a", "2", "4b");

        assertThat(channel.batches()).hasSize(1);
        assertThat(channel.texts()).containsExactly("4a", "3", "4b");
    }

    @Test
    void whatOneTaskSendsLeavesTogether() {
        var channel = open(WS4);

        fixture.host.lane().execute(() -> {
            fixture.session().send(text("a"));
            fixture.session().send(text("b"));
        });

        assertThat(channel.batches()).hasSize(1);
        assertThat(channel.texts()).containsExactly("4a", "4b");
    }

    @Test
    void binaryHasThePrefixOfItsRevision() {
        var third = open(WS3);
        fixture.session().send(List.of(Message.binary(THREE)));
        third.receive(Frame.binary(Bytes.wrap(new byte[] {4, 9}), true));
        var toldByThird = List.copyOf(fixture.told);
        var fourth = open(WS4);
        fixture.session().send(List.of(Message.binary(THREE)));
        fourth.receive(Frame.binary(Bytes.EMPTY, true));
        var toldByFourth = List.copyOf(fixture.told);
        var base64 = open(WS4 + "&b64=1");
        fixture.session().send(List.of(Message.binary(THREE)));

        assertThat(third.lastPayload()).isEqualTo(Bytes.wrap(new byte[] {4, 1, 2, 3}));
        assertThat(fourth.lastPayload()).isEqualTo(THREE);
        assertThat(base64.texts()).containsExactly("bAQID");
        assertThat(toldByThird).contains("binary 1");
        assertThat(toldByFourth).contains("binary 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "9", "b!"})
    void whatIsNoPacketClosesTheSession(String frame) {
        var channel = open(WS4);

        channel.receive("4before", frame, "4behind");

        assertThat(fixture.told).containsExactly("before", "closed: parse error");
        assertThat(channel.closeCode()).isEqualTo(1005);
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void packetsForTheOtherSideChangeNothing() {
        var channel = open(WS3);

        channel.receive("1", "6", "5", "0{}", "3", "4x");

        assertThat(fixture.told).containsExactly("x");
        assertThat(channel.texts()).isEmpty();
    }

    @Test
    void revision3AnswersEveryPingWithABarePong() {
        var channel = open(WS3);

        channel.receive("2", "2probe", "2abc");

        assertThat(channel.texts()).containsExactly("3", "3", "3");
    }

    @Test
    void aPingOfARevision4ClientIsAgainstTheRules() {
        var channel = open(WS4);

        channel.receive("2");

        assertThat(fixture.told).containsExactly("closed: transport error");
        assertThat(channel.closeCode()).isEqualTo(1005);
    }

    @ParameterizedTest
    @CsvSource({"1000, transport close", "1001, transport close", "1005, transport close", "1006, transport close"})
    void theClientsCloseEndsTheSession(int code, String reason) {
        open(WS4).closeByClient(code);

        assertThat(fixture.told).containsExactly("closed: " + reason);
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1002, 1007, 1009})
    void aBrokenRuleEndsTheSessionAsAnError(int code) {
        open(WS4).violate(code);

        assertThat(fixture.told).containsExactly("closed: transport error");
    }

    @Test
    void closeWaitsForWhatWasSent() {
        var channel = open(WS4);
        channel.stall();
        fixture.session().send(text("a"));
        fixture.session().send(text("b"));

        fixture.session().close();
        fixture.session().send(text("too late"));
        var early = channel.closeCode();
        channel.unstall();

        assertThat(early).isZero();
        assertThat(channel.texts()).containsExactly("4a", "4b");
        assertThat(channel.closeCode()).isEqualTo(1005);
        assertThat(fixture.told).containsExactly("closed: forced close");
    }

    @Test
    void closeDoesNotWaitForEver() {
        var channel = open(WS4);
        channel.stall();
        fixture.session().send(text("a"));

        fixture.session().close();
        fixture.host.advance(29_000);
        var early = List.copyOf(fixture.told);
        fixture.host.advance(1_500);

        assertThat(early).isEmpty();
        assertThat(fixture.told).containsExactly("closed: forced close");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void abortDropsWhatWaits() {
        var channel = open(WS4);
        channel.stall();
        fixture.session().send(text("a"));
        fixture.session().send(text("b"));

        fixture.session().abort(CloseReason.FORCED_CLOSE);

        assertThat(channel.texts()).containsExactly("4a");
        assertThat(channel.closeCode()).isEqualTo(1005);
        assertThat(fixture.session().pendingBytes()).isZero();
        assertThat(fixture.told).containsExactly("closed: forced close");
    }

    @Test
    void nothingArrivesAfterTheEnd() {
        var channel = open(WS4);
        channel.keepSilent();
        fixture.onMessage = message -> fixture.session().abort(CloseReason.FORCED_CLOSE);

        channel.receive("4a", "4b");
        channel.receive("4c");
        channel.closeByClient(1000);

        assertThat(fixture.told).containsExactly("a", "closed: forced close");
    }

    @Test
    void anErrorOfTheListenerEndsThatSessionOnly() {
        var other = open(WS4);
        var channel = open(WS4);
        fixture.onMessage = message -> {
            throw new StackOverflowError();
        };

        channel.receive("4a");
        fixture.onMessage = message -> {};
        other.receive("4b");

        assertThat(fixture.told).containsExactly("a", "closed: forced close", "b");
        assertThat(fixture.server.sessionCount()).isEqualTo(1);
    }

    @Test
    void readingIsPassedOn() {
        var channel = open(WS4);

        fixture.host.lane().execute(() -> fixture.session().reading(false));
        var off = channel.isReading();
        fixture.host.lane().execute(() -> fixture.session().reading(true));

        assertThat(off).isFalse();
        assertThat(channel.isReading()).isTrue();
    }

    @Test
    void limitsAndCompressionAreHandedToTheHost() {
        var plain = fixture.host.webSocket(WS4).upgradeOptions();
        var deflating = new Fixture(options -> options.maxHttpBufferSize(5).perMessageDeflate(OptionalInt.of(7)))
                .host
                .webSocket(WS4)
                .upgradeOptions();

        assertThat(plain.maxMessage()).isEqualTo(1_000_000);
        assertThat(plain.deflate()).isFalse();
        assertThat(deflating.maxMessage()).isEqualTo(5);
        assertThat(deflating.deflate()).isTrue();
        assertThat(deflating.deflateThreshold()).isEqualTo(7);
    }

    @Test
    void anOpeningThatFailsLeavesNothingBehind() {
        var slow =
                new Fixture(options -> options.allowRequest(request -> new java.util.concurrent.CompletableFuture<>()));
        var exchange = slow.host.webSocket(WS4);
        exchange.lose();
        slow.host.advance(60_000);

        assertThat(slow.server.sessionCount()).isZero();
        assertThat(slow.sessions).isEmpty();
    }

    @Test
    void noCookieIsSetOnAWebSocket() {
        var exchange = new Fixture(EngineOptions.v2()).host.webSocket(WS3);

        assertThat(exchange.header("Set-Cookie")).isEmpty();
        assertThat(new Fixture(EngineOptions.v2()).host.get(V3).header("Set-Cookie"))
                .hasSize(1);
    }

    private MemoryChannel open(String target) {
        var channel = fixture.host.webSocket(target).channel();
        channel.clear();
        fixture.told.clear();
        return channel;
    }
}
