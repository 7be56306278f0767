package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final Request REQUEST =
            new Request("GET", "/socket.io/", Headers.empty(), new InetSocketAddress(0), false, false);

    private final List<String> lines = new ArrayList<>();
    private long now;
    private final RefusalLog log = new RefusalLog(() -> now, lines::add);

    @Test
    void anOriginIsWrittenOnceAnHourWithTheLineThatAdmitsIt() {
        refuse("https://a.example");
        refuse("https://a.example");
        pass(Duration.ofMinutes(59));
        refuse("https://a.example");
        assertThat(lines)
                .containsExactly(
                        "Refused a page of https://a.example. If it is yours, configure:"
                                + " .cors(CorsPolicy.origins(\"https://a.example\")), or sockeye serve --origins https://a.example");

        pass(Duration.ofMinutes(1));
        refuse("https://a.example");
        assertThat(lines).hasSize(2);
    }

    @Test
    void aFloodIsTwentyLinesAMinute() {
        for (var i = 0; i < 5_000; i++) {
            refuse("https://a" + i + ".example");
        }
        assertThat(lines).hasSize(20);

        pass(Duration.ofMinutes(1));
        refuse("https://b.example");
        assertThat(lines).hasSize(21);
    }

    @Test
    void nothingOfAPeerBreaksTheLine() {
        refuse("https://a.example\r\nERROR all is lost\u001b[31m \u2028 {} ");
        refuse("null");
        refuse("wss://a.example");

        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).matches("[ -~]*"));
        assertThat(lines.get(0))
                .isEqualTo(
                        "Refused the origin https://a.example??ERROR all is lost?[31m ? ?? , which no browser sends so.");
        assertThat(lines.get(1)).startsWith("Refused a page whose origin is null");
        assertThat(lines.get(2))
                .startsWith("Refused the origin wss://a.example, which no browser sends so. A program that names");
    }

    private void refuse(String origin) {
        log.add(OriginRefusals.of(REQUEST, CorsPolicy.none(), origin, Origin.ofHeader(origin)));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
