package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineQueryTest {
    private static final String[] PARTS = {
        "EIO",
        "transport",
        "sid",
        "j",
        "b64",
        "t",
        "=",
        "=",
        "=",
        "&",
        "&",
        "4",
        "3",
        "polling",
        "websocket",
        "%",
        "%2",
        "%34",
        "%70olling",
        "s%69d",
        "+",
        "?",
        "",
        "\u00e9",
        "a"
    };

    @Test
    void parametersOfTheEngineAreReadWithTheirDefaults() {
        var none = EngineQuery.of("/socket.io/");
        var all = EngineQuery.of("/socket.io/?EIO=4&transport=polling&t=abc&sid=x%2By&j=0&b64=1");

        assertThat(none.revision()).isEqualTo("3");
        assertThat(none.transport()).isEmpty();
        assertThat(none.sid()).isEmpty();
        assertThat(none.jsonp()).isNull();
        assertThat(none.base64()).isFalse();
        assertThat(all.revision()).isEqualTo("4");
        assertThat(all.transport()).isEqualTo("polling");
        assertThat(all.sid()).isEqualTo("x+y");
        assertThat(all.jsonp()).isEqualTo("0");
        assertThat(all.base64()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?t=%", "/?%4=1", "/?sid=a&x=%zz", "/?EIO=%4"})
    void anEscapeThatIsNoneIsRefusedWhereverItStands(String target) {
        assertThatThrownBy(() -> EngineQuery.of(target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("query: ");
    }

    @Test
    void readsWhatTheMapOfAllParametersHas() {
        var random = new Random(20_261);
        var refused = 0;
        for (var i = 0; i < 20_000; i++) {
            var raw = new StringBuilder();
            for (var parts = random.nextInt(14); parts > 0; parts--) {
                raw.append(PARTS[random.nextInt(PARTS.length)]);
            }
            Map<String, String> all;
            try {
                all = Query.parse(raw.toString());
            } catch (IllegalArgumentException e) {
                refused++;
                assertThatThrownBy(() -> EngineQuery.of("/?" + raw)).hasMessage(e.getMessage());
                continue;
            }

            var query = EngineQuery.of("/?" + raw);

            assertThat(query.revision()).as("%s", raw).isEqualTo(all.getOrDefault("EIO", "3"));
            assertThat(query.transport()).as("%s", raw).isEqualTo(all.getOrDefault("transport", ""));
            assertThat(query.sid()).as("%s", raw).isEqualTo(all.getOrDefault("sid", ""));
            assertThat(query.jsonp()).as("%s", raw).isEqualTo(all.get("j"));
            assertThat(query.base64())
                    .as("%s", raw)
                    .isEqualTo(!all.getOrDefault("b64", "").isEmpty());
        }
        assertThat(refused).isBetween(1_000, 19_000);
    }
}
