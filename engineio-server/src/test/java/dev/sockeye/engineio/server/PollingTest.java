package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {
    private static final String OCTETS = "application/octet-stream";

    private final Fixture fixture = new Fixture();

    @Test
    void aPollWaitsUntilThereIsSomethingToSend() {
        var target = fixture.open(V4);

        var poll = fixture.host.get(target);
        var waiting = poll.pending();
        fixture.session().send(text("hello"));

        assertThat(waiting).isTrue();
        assertThat(poll.text()).isEqualTo("4hello");
        assertThat(poll.header("Content-Type")).containsExactly("text/plain; charset=UTF-8");
        assertThat(poll.header("Cache-Control")).containsExactly("no-store");
    }

    @Test
    void aPollTakesAllThatWaits() {
        var target = fixture.open(V3);
        fixture.session().send(text("a"));
        fixture.session().send(List.of(Message.text("\u20ac"), Message.text("\ud83d\ude00")));

        assertThat(fixture.host.get(target).text()).isEqualTo("2:4a2:4\u20ac3:4\ud83d\ude00");
    }

    @Test
    void aPollTakesNoMoreThanAClientMaySend() {
        var small = new Fixture(options -> options.maxHttpBufferSize(200));
        var target = small.open(V4);
        small.session()
                .send(List.of(
                        Message.text("a".repeat(150)),
                        Message.text("b".repeat(50)),
                        Message.text("c".repeat(500)),
                        Message.text("d")));

        assertThat(small.host.get(target).text()).isEqualTo("4" + "a".repeat(150));
        assertThat(small.host.get(target).text()).isEqualTo("4" + "b".repeat(50));
        assertThat(small.host.get(target).text()).isEqualTo("4" + "c".repeat(500));
        assertThat(small.host.get(target).text()).isEqualTo("4d");
        assertThat(small.session().pendingBytes()).isZero();
    }

    @Test
    void repliesToOneRequestLeaveTogether() {
        var target = fixture.open(V4);
        fixture.onMessage = message -> fixture.session().send(List.of(message));
        var poll = fixture.host.get(target);

        var post = fixture.host.post(target, "4a\u001e4b\u001e4c");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(post.header("Content-Type")).containsExactly("text/html");
        assertThat(post.header("Cache-Control")).containsExactly("no-store");
        assertThat(poll.text()).isEqualTo("4a\u001e4b\u001e4c");
    }

    @Test
    void binaryTravelsInTheFormThatTheSessionCanTake() {
        var binary = List.of(Message.binary(Bytes.wrap(new byte[] {1, 2, 3})));
        var third = fixture.open(V3);
        fixture.session().send(binary);
        var thirdPoll = fixture.host.get(third);
        var base64 = fixture.open(V3 + "&b64=1");
        fixture.session().send(binary);
        var fourth = fixture.open(V4);
        fixture.session().send(binary);

        assertThat(thirdPoll.header("Content-Type")).containsExactly(OCTETS);
        assertThat(thirdPoll.response().body()).isEqualTo(Bytes.wrap(new byte[] {1, 4, (byte) 0xff, 4, 1, 2, 3}));
        assertThat(fixture.host.get(base64).text()).isEqualTo("6:b4AQID");
        assertThat(fixture.host.get(fourth).text()).isEqualTo("bAQID");
    }

    @Test
    void revision3TakesTheBinaryForm() {
        var target = fixture.open(V3);
        var body = new byte[] {0, 2, (byte) 0xff, '4', 'a', 1, 3, (byte) 0xff, 4, 9, 8};

        var post = fixture.host.request("POST", target, Optional.of(Bytes.wrap(body)), "Content-Type", OCTETS);

        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("a", "binary 2");
    }

    @Test
    void revision4RefusesTheBinaryForm() {
        var target = fixture.open(V4);

        var post = fixture.host.post(target, "4a", "Content-Type", OCTETS);

        assertThat(post.status()).isEqualTo(400);
        assertThat(fixture.told).containsExactly("closed: transport error");
    }

    @ParameterizedTest
    @CsvSource({"4, '6', '1'", "3, '1:6', '1:1'"})
    void aSecondPollClosesTheSessionAndBothAreAnswered(int revision, String noop, String close) {
        var target = fixture.open("/socket.io/?transport=polling&EIO=" + revision);

        var first = fixture.host.get(target);
        var second = fixture.host.get(target);

        assertThat(first.text()).isEqualTo(close);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text()).isEmpty();
        assertThat(fixture.told).containsExactly("closed: transport error");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void aSecondPostClosesTheSessionAndAllAreAnswered() {
        var target = fixture.open(V4);
        var poll = fixture.host.get(target);

        var first = fixture.host.postHead(target);
        var second = fixture.host.post(target, "4b");
        first.send(Bytes.utf8("4a"));

        assertThat(first.status()).isEqualTo(400);
        assertThat(second.status()).isEqualTo(400);
        assertThat(poll.text()).isEqualTo("1");
        assertThat(fixture.told).containsExactly("closed: transport error");
    }

    @Test
    void aPollAndAPostAtOnceAreNormal() {
        var target = fixture.open(V4);
        var poll = fixture.host.get(target);
        var post = fixture.host.postHead(target);

        fixture.session().send(text("x"));
        post.send(Bytes.utf8("4y"));

        assertThat(poll.text()).isEqualTo("4x");
        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).contains("y");
    }

    @Test
    void anAbortedPollEndsTheSession() {
        var target = fixture.open(V4);

        fixture.host.get(target).lose();

        assertThat(fixture.told).containsExactly("closed: transport error");
        assertThat(fixture.server.sessionCount()).isZero();
    }

    @Test
    void anAbortedPostEndsTheSession() {
        var target = fixture.open(V3);
        var poll = fixture.host.get(target);

        fixture.host.postHead(target).lose();

        assertThat(fixture.told).containsExactly("closed: transport error");
        assertThat(poll.text()).isEqualTo("1:1");
    }

    @Test
    void anAnsweredPollThatIsLostIsNobodysBusiness() {
        var target = fixture.open(V4);
        var poll = fixture.host.get(target);
        fixture.session().send(text("x"));

        poll.lose();

        assertThat(fixture.told).doesNotContain("closed: transport error");
        assertThat(fixture.host.get(target).pending()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "4a\u001e", "4a\u001e9", "4a\u001e\u001e4b", "b$$$"})
    void aPayloadThatIsNoneClosesTheSessionWith400(String body) {
        var target = fixture.open(V4);
        var poll = fixture.host.get(target);

        var post = fixture.host.post(target, body);

        assertThat(post.status()).isEqualTo(400);
        assertThat(poll.text()).isEqualTo("1");
        assertThat(fixture.told).last().isEqualTo("closed: parse error");
        assertThat(fixture.host.post(target, "4x").text()).contains("\"code\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "", "5:4a", "2:4a3", "2:9a", "-1:4a", "99999999999999999999:4a", "2:4\u20ac1:"})
    void soDoesOneOfRevision3(String body) {
        var target = fixture.open(V3);

        var post = fixture.host.post(target, body);

        assertThat(post.status()).isEqualTo(400);
        assertThat(fixture.told).last().isEqualTo("closed: parse error");
    }

    @Test
    void packetsBeforeTheMistakeCountAndNoneBehindIt() {
        var target = fixture.open(V4);

        fixture.host.post(target, "4good\u001eno\u001e4never");

        assertThat(fixture.told).containsExactly("good", "closed: parse error");
    }

    @Test
    void aClosePacketEndsTheSessionAndWhatFollowsIt() {
        var target = fixture.open(V3);
        var poll = fixture.host.get(target);

        var post = fixture.host.post(target, "2:4a1:12:4b");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(poll.text()).isEqualTo("1:6");
        assertThat(fixture.told).containsExactly("a", "closed: transport close");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void aPollThatCrossesTheClientsClosePacketIsAnsweredToo() {
        var target = fixture.open(V4);

        var post = fixture.host.post(target, "1");
        var waiting = post.pending();
        var poll = fixture.host.get(target);

        assertThat(waiting).isTrue();
        assertThat(poll.text()).isEqualTo("6");
        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("closed: transport close");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void onceTheClosePacketIsAnsweredTheSessionIsUnknown() {
        var target = fixture.open(V4);

        var post = fixture.host.post(target, "1");
        fixture.host.advance(200);

        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("closed: transport close");
        assertThat(fixture.host.get(target).text()).contains("\"code\":1");
    }

    @Test
    void packetsForTheOtherSideChangeNothing() {
        var target = fixture.open(V4);

        var post = fixture.host.post(target, "0{}\u001e6\u001e5\u001e3\u001e4x");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("x");
    }

    @Test
    void aBodyAboveTheLimitIs413AndTheSessionLivesOn() {
        for (var revision : new int[] {3, 4}) {
            var small = new Fixture(options -> options.maxHttpBufferSize(100));
            var target = small.open("/socket.io/?transport=polling&EIO=" + revision);
            var poll = small.host.get(target);
            var prefix = revision == 3 ? "96:4" : "4";

            var fits = small.host.post(target, prefix + "x".repeat(revision == 3 ? 95 : 99));
            var tooLarge = small.host.post(target, prefix + "x".repeat(revision == 3 ? 97 : 100));
            var next = small.host.post(target, revision == 3 ? "2:4y" : "4y");

            assertThat(fits.text()).isEqualTo("ok");
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(tooLarge.text()).isEmpty();
            assertThat(next.text()).isEqualTo("ok");
            assertThat(poll.pending()).isTrue();
            assertThat(small.told).hasSize(2).last().isEqualTo("y");
        }
    }

    @Test
    void tooManyPacketsAreAMistake() {
        var few = new Fixture(options -> options.maxPacketsPerPayload(3));
        var target = few.open(V4);

        var three = few.host.post(target, "4a\u001e4b\u001e4c");
        var four = few.host.post(target, "4a\u001e4b\u001e4c\u001e4d");

        assertThat(three.text()).isEqualTo("ok");
        assertThat(four.status()).isEqualTo(400);
        assertThat(few.told).last().isEqualTo("closed: parse error");
    }

    @Test
    void answersAreCompressedWhereAMessageWantsIt() {
        var target = fixture.open(V4);
        fixture.session().send(text("a"));
        var wanted = fixture.host.get(target);
        fixture.session().send(List.of(Message.text("a").compress(false)));
        var unwanted = fixture.host.get(target);
        var off = new Fixture(options -> options.httpCompression(java.util.OptionalInt.empty()));
        var offTarget = off.open(V4);
        off.session().send(text("a"));

        assertThat(wanted.response().compressAbove()).isEqualTo(1024);
        assertThat(unwanted.response().compressAbove()).isNegative();
        assertThat(off.host.get(offTarget).response().compressAbove()).isNegative();
    }

    @Test
    void whileReadingIsOffTheAnswerToAPostIsHeldBack() {
        var target = fixture.open(V4);
        fixture.onMessage = message -> fixture.session().reading(false);

        var post = fixture.host.post(target, "4a\u001e4b");
        var held = post.pending();
        fixture.host.lane().execute(() -> fixture.session().reading(true));

        assertThat(held).isTrue();
        assertThat(post.text()).isEqualTo("ok");
        assertThat(fixture.told).containsExactly("a", "b");
    }

    @Test
    void aHeldAnswerIsGivenWhenTheSessionEnds() {
        var target = fixture.open(V4);
        fixture.onMessage = message -> fixture.session().reading(false);
        var post = fixture.host.post(target, "4a");

        fixture.session().abort(CloseReason.FORCED_CLOSE);

        assertThat(post.text()).isEqualTo("ok");
    }

    @Test
    void requestsOnOtherLanesReachTheSessionOnItsOwn() {
        var target = fixture.open(V4);
        var elsewhere = fixture.host.otherLane();
        fixture.onMessage = message -> {
            assertThat(fixture.session().lane().inLane()).isTrue();
            fixture.session().send(List.of(message));
        };

        var poll = elsewhere.get(target);
        var post = elsewhere.post(target, "4x");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(poll.text()).isEqualTo("4x");
        assertThat(fixture.session().lane()).isSameAs(fixture.host.lane());
    }

    @Test
    void explorersOldFilterIsTurnedOff() {
        var answer = fixture.host.get(V3, "User-Agent", "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0)");

        assertThat(answer.header("X-XSS-Protection")).containsExactly("0");
        assertThat(fixture.host.get(V3).header("X-XSS-Protection")).isEmpty();
    }
}
