package dev.sockeye.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.testkit.RawHttp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeTest {
    private Service serve;
    private RawHttp http;

    @BeforeEach
    void start() {
        serve = Servers.serve();
        http = RawHttp.connect(serve.port());
    }

    @AfterEach
    void stop() {
        http.close();
        serve.close();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "/; text/html; charset=utf-8; <title>Sockeye chat</title>",
                "/?client=2; text/html; charset=utf-8; data-path=\"/socket.io\"",
                "/chat.css; text/css; charset=utf-8; :root",
                "/chat.js; text/javascript; charset=utf-8; import",
                "/link.js; text/javascript; charset=utf-8; export",
            },
            delimiter = ';')
    void pageIsServedSafely(String target, String type, String charset, String content) {
        var response = http.get(target).response();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).contains(type + "; " + charset);
        assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
        assertThat(response.text()).contains(content).doesNotContain("{{");
    }

    @Test
    void unchangedFileIsNotSentAgain() {
        var tag = http.get("/chat.css").response().header("ETag").orElseThrow();

        var response =
                http.get("/chat.css", "If-None-Match: \"other\", W/" + tag).response();

        assertThat(response.status()).isEqualTo(304);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/index.html", "/../pom.xml", "/chat.css/", "//", "/page/chat.css"})
    void everythingElseIsNotFound(String target) {
        assertThat(http.get(target).response().status()).isEqualTo(404);
    }

    @Test
    void methodsOtherThanGetAndHeadAreRefused() {
        assertThat(http.post("/", "x").response().status()).isEqualTo(405);
        assertThat(http.request("HEAD", "/").responseToHead().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/socket.io/socket.io.js, 4.8.4", "/socket.io/2/socket.io.js, 2.5.0"})
    void browserClientsAreServed(String target, String version) {
        var response = http.get(target).response();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).contains("Socket.IO v" + version);
    }

    @Test
    void guestsOfBothGenerationsMeetInARoom() {
        try (var ada = Peer.join(serve.port(), "/", "");
                var grace = Peer.old(serve.port(), "")) {
            ada.send("420[\"enter\",{\"name\":\"Ada\",\"room\":\"lobby\"}]");
            ada.expect("42\\[\"people\",\\[\\{\"id\":\\d+,\"name\":\"Ada\"}]]");
            ada.expect("42\\[\"rooms\",\\[\\{\"name\":\"lobby\",\"people\":1}]]");
            ada.expect("430\\[\\{\"you\":\\{.*},\"room\":\"lobby\",\"people\":\\[.*],\"messages\":\\[]}]");

            grace.expect("42\\[\"rooms\",.*");
            grace.send("420[\"enter\",{\"name\":\"Grace\",\"room\":\"lobby\"}]");
            ada.expect("42\\[\"people\",.*Ada.*Grace.*").expect("42\\[\"rooms\",.*2.*");
            grace.expect("42\\[\"people\",.*").expect("42\\[\"rooms\",.*").expect("430.*");

            grace.send("421[\"say\",\" <b>hello</b> \"]");
            ada.expect("42\\[\"message\",\\{\"id\":1,\"from\":\\{.*Grace\"},\"text\":\"<b>hello</b>\",\"picture\":null,"
                    + "\"at\":\"[-0-9]+T[:.0-9]+Z\"}]");
            grace.expect("42\\[\"message\",.*").expect("431\\[\\{\"ok\":true}]");

            ada.send("42[\"typing\"]");
            grace.expect("42\\[\"typing\",\\{\"id\":\\d+,\"name\":\"Ada\"}]");
        }
    }

    @Test
    void pictureTravelsAsBinary() {
        try (var ada = entered("Ada")) {
            ada.send(
                    "451-7[\"picture\",{\"type\":\"image/png\",\"name\":\"a.png\",\"bytes\":{\"_placeholder\":true,\"num\":0}}]");
            ada.send(new byte[] {1, 2, 3});

            ada.expect("451-\\[\"message\",.*\"picture\":\\{\"type\":\"image/png\",\"name\":\"a.png\",\"bytes\":"
                    + "\\{\"_placeholder\":true,\"num\":0}}.*");
            assertThat(ada.nextBytes()).containsExactly(1, 2, 3);
            ada.expect("437\\[\\{\"ok\":true}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "[\"say\",\"  \"]|A message must have 1 to 2000 characters, not 0.",
                "[\"enter\",{\"name\":\"\",\"room\":\"x\"}]|A name must have 1 to 30 characters, not 0.",
                "[\"enter\",{\"name\":\"x\",\"room\":\"a\\nb\"}]|The name of a room must not hold control characters.",
            },
            delimiter = '|')
    void ruleThatIsBrokenIsNamed(String event, String sentence) {
        try (var ada = entered("Ada")) {
            ada.send("425" + event);

            assertThat(ada.next())
                    .isEqualTo("435[{\"error\":{\"code\":\"refused\",\"message\":\"" + sentence + "\"}}]");
        }
    }

    @Test
    void whatIsNoEntryIsAnsweredAndHarmsNobody() {
        try (var ada = Peer.join(serve.port(), "/", "")) {
            ada.send("421[\"enter\",7]").expect("431\\[\\{\"error\":\\{.*");
            ada.send("422[\"enter\"]").expect("432\\[\\{\"error\":\\{.*");
            ada.send("423[\"enter\",{\"name\":\"Ada\"}]").expect("433\\[\\{\"error\":\\{.*");
            ada.send("424[\"say\",\"x\"]").expect("434\\[\\{\"error\":\\{.*Enter a room first.*");
        }
    }

    private Peer entered(String name) {
        var peer = Peer.join(serve.port(), "/", "");
        peer.send("420[\"enter\",{\"name\":\"" + name + "\",\"room\":\"lobby\"}]");
        return peer.expect("42\\[\"people\".*").expect("42\\[\"rooms\".*").expect("430.*");
    }
}
