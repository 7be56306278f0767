package dev.sockeye.engineio.server;

import static dev.sockeye.engineio.server.Fixture.V3;
import static dev.sockeye.engineio.server.Fixture.V4;
import static dev.sockeye.engineio.server.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.protocol.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonpTest {
    private static final String OWN = "Sec-Fetch-Site";

    private final Fixture fixture = new Fixture();

    @Test
    void answersAreScripts() {
        var handshake = fixture.host.get(V3 + "&j=12abc3", OWN, "same-origin");
        var target = V3 + "&j=0&sid=" + Fixture.sid(handshake);
        fixture.session().send(text("a\u2028</script>"));
        var poll = fixture.host.get(target, OWN, "same-origin");

        assertThat(handshake.text())
                .startsWith("___eio[123](\"97:0{\\\"sid\\\":\\\"")
                .endsWith("\");");
        assertThat(handshake.header("Content-Type")).containsExactly("text/javascript; charset=UTF-8");
        assertThat(handshake.header("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(poll.text()).isEqualTo("___eio[123](\"12:4a\\u2028\\u003c/script>\");");
    }

    @Test
    void formsBringThePayload() {
        var target = fixture.open(V3 + "&j=0", OWN, "same-origin");

        var post = fixture.host.post(
                target, "d=17%3A42%5B%22echo%22%2C%22x%5C%5Cny%22%5D", OWN, "same-origin", "Content-Type", "x/y");
        var nothing = fixture.host.post(target, "x=1", OWN, "same-origin");
        var broken = fixture.host.post(target, "d=%zz", OWN, "same-origin");

        assertThat(post.text()).isEqualTo("ok");
        assertThat(nothing.text()).isEqualTo("ok");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(fixture.told).containsExactly("2[\"echo\",\"x\\ny\"]", "closed: parse error");
    }

    @Test
    void binaryTravelsAsText() {
        var target = fixture.open(V3 + "&j=0", OWN, "same-origin");
        fixture.session().send(List.of(Message.binary(Bytes.wrap(new byte[] {1, 2, 3}))));

        assertThat(fixture.host.get(target, OWN, "same-origin").text()).isEqualTo("___eio[0](\"6:b4AQID\");");
    }

    @Test
    void revision4HasItOnlyWhereAskedFor() {
        var on = new Fixture(options -> options.jsonp(JsonpMode.ON));
        var off = new Fixture(options -> options.jsonp(JsonpMode.OFF));

        assertThat(fixture.host.get(V4 + "&j=0", OWN, "none").text()).contains("\"code\":3");
        assertThat(on.host.get(V4 + "&j=0", OWN, "none").text()).startsWith("___eio[0](\"0{");
        assertThat(off.host.get(V3 + "&j=0", OWN, "none").text()).contains("\"code\":3");
    }

    @ParameterizedTest
    @CsvSource({
        "same-origin, , 200",
        "none, , 200",
        "same-site, , 403",
        "cross-site, https://evil.example/x, 403",
        "cross-site, http://localhost:3000/x, 403",
        "cross-site, https://a.example/page?q=1, 200",
        ", https://a.example/page, 200",
        ", http://localhost:3000/page, 200",
        ", https://evil.example/, 403",
        ", about:blank, 403",
        ", , 403",
    })
    void scriptsAreJudgedByWhereTheyCameFrom(String site, String referer, int status) {
        var restricted = new Fixture(options -> options.cors(CorsPolicy.origins("https://a.example")));
        var headers = new java.util.ArrayList<String>();
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        if (referer != null) {
            headers.addAll(List.of("Referer", referer));
        }

        var answer = restricted.host.get(V3 + "&j=0", headers.toArray(String[]::new));

        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void whereAllOriginsAreServedScriptsAreToo() {
        var answer = new Fixture(EngineOptions.v2()).host.get(V3 + "&j=0");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
