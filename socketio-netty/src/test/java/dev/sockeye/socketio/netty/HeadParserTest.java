package dev.sockeye.socketio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Feeds parsers of one thread, which share what they collect a head in, with heads that come in pieces. */
class HeadParserTest {
    private final HostLimits limits = HostLimits.defaults();

    @Test
    void headsThatComeInPiecesInTurnStayApart() {
        var random = new Random(7);
        for (var round = 0; round < 500; round++) {
            var first = new Fed(head('a', random.nextInt(5000)), random);
            var second = new Fed(head('b', random.nextInt(5000)), random);

            while (!first.complete || !second.complete) {
                first.feed();
                second.feed();
            }

            first.check();
            second.check();
        }
    }

    @Test
    void tellsWhatThereIsOfAHeadAfterAnotherOne() {
        var parser = new HeadParser(limits);
        parse(parser, "GET /one HTTP/1.1\r\nHost: a\r\nX: ");

        parse(new HeadParser(limits), "GET /two HTTP/1.1\r\nHost: bbbbbbbbbbbbbbb\r\nY: yyyyyyyyyyy");

        assertThat(parser.soFar().target()).isEqualTo("/one");
        assertThat(parser.soFar().headers().lines()).isEqualTo("Host: a\r\n");
    }

    @Test
    void tellsWhatThereIsOfAHeadThatIsRefused() {
        var parser = new HeadParser(limits);

        assertThatThrownBy(() -> parse(parser, "GET /one HTTP/1.1\r\nHost: a\r\nX y: 1\r\n\r\n"))
                .isInstanceOf(BadRequestException.class);
        parse(new HeadParser(limits), "GET /two HTTP/1.1\r\nHost: bbbbbbbbbbbbbbb\r\nY: yyyyyyyyyyy");

        assertThat(parser.soFar().target()).isEqualTo("/one");
        assertThat(parser.soFar().headers().lines()).isEqualTo("Host: a\r\n");
    }

    @Test
    void aParserTakesHeadAfterHead() {
        var parser = new HeadParser(limits);

        for (var size : new int[] {1, 4000, 10, 3000, 0}) {
            assertThat(parse(parser, head('x', size))).isTrue();
            assertThat(parser.take().headers().first("X-Filler")).contains("x".repeat(size));
        }
    }

    private static String head(char filler, int size) {
        return "GET /" + filler + " HTTP/1.1\r\nHost: " + filler + "\r\nX-Filler: "
                + String.valueOf(filler).repeat(size) + "\r\n\r\n";
    }

    private static boolean parse(HeadParser parser, String text) {
        return parser.parse(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    /** Is a head on its way into a parser. */
    private final class Fed {
        private final HeadParser parser = new HeadParser(limits);
        private final String head;
        private final Random random;
        private int fed;
        private boolean complete;
        private @Nullable RequestHead taken;

        Fed(String head, Random random) {
            this.head = head;
            this.random = random;
        }

        void feed() {
            if (!complete) {
                var to = Math.min(head.length(), fed + 1 + random.nextInt(3000));
                complete = parse(parser, head.substring(fed, to));
                fed = to;
                if (complete) {
                    taken = parser.take();
                }
            }
        }

        void check() {
            assertThat(fed).isEqualTo(head.length());
            var whole = Objects.requireNonNull(taken);
            assertThat("GET " + whole.target() + " HTTP/1.1\r\n"
                            + whole.headers().lines() + "\r\n")
                    .isEqualTo(head);
        }
    }
}
