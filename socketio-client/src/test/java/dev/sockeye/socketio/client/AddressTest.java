package dev.sockeye.socketio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "http://host,http://host:80,/",
        "https://host/,https://host:443,/",
        "ws://host:8080/chat,http://host:8080,/chat",
        "wss://Host/a/b,https://host:443,/a/b",
        "host.example/ns,https://host.example:443,/ns",
        "localhost:3000,https://localhost:3000,/",
        "//host,https://host:443,/",
        "http://[::1]/x,http://[::1]:80,/x",
        "http://[::1]:81/x,http://[::1]:81,/x",
        "http://user:secret@host,http://host:80,/",
        "http://under_score:1/,http://under_score:1,/"
    })
    void aUriNamesServerAndNamespace(String text, String server, String namespace) {
        var address = Address.parse(text);

        assertThat(address.server()).hasToString(server);
        assertThat(address.namespace()).isEqualTo(namespace);
    }

    @Test
    void theQueryIsTakenApart() {
        assertThat(Address.parse("http://host/chat?a=1&b=x%20y#z").query()).isEqualTo(Map.of("a", "1", "b", "x y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "http://", "/chat", "http://ho st", "http://host/a,b"})
    void whatNamesNoServerIsRefusedWithItsName(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Address.parse(text))
                .withMessageContaining("expected:");
    }
}
