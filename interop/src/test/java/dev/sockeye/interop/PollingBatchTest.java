package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.cli.EmbeddedServer;
import dev.sockeye.testkit.RawHttp;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts the requests that a client of polling needs. */
class PollingBatchTest {
    private static final int POSTS = 300;

    @Test
    void whatAnswersOnePostFitsOnePoll() {
        try (var server = EmbeddedServer.start("echo", List.of("--port", "0"));
                var http = RawHttp.connect(URI.create(server.url()).getPort())) {
            var open =
                    http.get("/socket.io/?EIO=3&transport=polling").response().text();
            var sid = open.substring(open.indexOf("sid\":\"") + 6, open.indexOf("\",\"upgrades"));
            var target = "/socket.io/?EIO=3&transport=polling&sid=" + sid;
            assertThat(http.get(target).response().text()).isEqualTo(packet("42[\"auth\",{}]"));

            var answers = packet("42[\"message-back\",1,true]").repeat(3);
            var polls = 0;
            for (var i = 0; i < POSTS; i++) {
                http.post(target, packet("42[\"message\",1,true]").repeat(3));
                assertThat(http.response().text()).isEqualTo("ok");
                for (var read = ""; !read.equals(answers); polls++) {
                    assertThat(answers).startsWith(read);
                    read += http.get(target).response().text();
                }
            }

            // A handler's thread that has to wait for a processor may leave an answer for another poll now and then.
            assertThat(polls).isLessThan(POSTS + POSTS / 10);
        }
    }

    private static String packet(String text) {
        return text.length() + ":" + text;
    }
}
