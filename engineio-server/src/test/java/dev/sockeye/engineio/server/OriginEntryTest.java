package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginEntryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wss://example.com              | the origin of the page, not the address of the connection: \"https://example.com\"",
                "ws://example.com:3000          | the origin of the page, not the address of the connection: \"http://example.com:3000\"",
                "wss://example.com:443          | the origin of the page, not the address of the connection: \"https://example.com\"",
                "https://m\u00fcnchen.de        | the host in punycode, as browsers write it: \"https://xn--mnchen-3ya.de\"",
                "https://m\u00fcnchen.de:8443   | the host in punycode, as browsers write it: \"https://xn--mnchen-3ya.de:8443\"",
                "m\u00fcnchen.de                | the host in punycode, as browsers write it: \"https://xn--mnchen-3ya.de\"",
                "m\u00fcnchen.de:*              | the host in punycode, as browsers write it: \"xn--mnchen-3ya.de:*\"",
                "https://stra\u00dfe.de         | the host in punycode, xn--..., as location.origin shows it in the page",
                "http://127.1                   | the address as browsers write it: \"http://127.0.0.1\"",
                "http://127.1:3000              | the address as browsers write it: \"http://127.0.0.1:3000\"",
                "http://0x7f.0.0.1              | the address as browsers write it: \"http://127.0.0.1\"",
                "http://2130706433              | the address as browsers write it: \"http://127.0.0.1\"",
                "http://192.168.010.1           | the address as browsers write it: \"http://192.168.8.1\"",
                "127.1:3000                     | the address as browsers write it: \"127.0.0.1:3000\"",
                "http://[0:0:0:0:0:0:0:1]:3000  | the address as browsers write it: \"http://[::1]:3000\"",
                "http://[2001:0db8::1]          | the address as browsers write it: \"http://[2001:db8::1]\"",
                "http://[2001:db8:0:0:1:0:0:0]  | the address as browsers write it: \"http://[2001:db8:0:0:1::]\"",
                "http://[::ffff:192.168.1.1]    | the address as browsers write it: \"http://[::ffff:c0a8:101]\"",
                "https://example.com/           | no slash at its end: \"https://example.com\"",
                "https://Example.com/           | no slash at its end: \"https://example.com\"",
                "https://example.com:443/chat   | nothing behind the host and port: \"https://example.com\"",
                "https://example.com?x          | nothing behind the host and port: \"https://example.com\"",
                "example.com                    | a scheme, \"https://example.com\", or a port, \"example.com:*\" for all",
                "example.com/                   | no slash at its end: \"https://example.com\"",
                "null                           | an origin; null is that of every sandboxed page and local file",
                "https://*.example.com          | a whole host; for subdomains",
            })
    void whatCanNeverMatchIsRefusedWithWhatWould(String entry, String expected) {
        assertThatThrownBy(() -> CorsPolicy.origins(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("origins: \"" + entry + "\" (expected: " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.COM:443, https://example.com",
        "http://127.0.0.1:3000, http://127.0.0.1:3000",
        "http://[::1], http://[::1]",
        "http://[2001:db8:0:1:1:1:1:1], http://[2001:db8:0:1:1:1:1:1]",
        "http://[::ffff:c0a8:101], http://[::ffff:c0a8:101]",
        "https://xn--mnchen-3ya.de, https://xn--mnchen-3ya.de",
        "https://a_b.example.com, https://a_b.example.com",
        "https://v1.4.example, https://v1.4.example",
        "file://, file://",
        "capacitor://localhost, capacitor://localhost",
        "127.0.0.1:3000, http://127.0.0.1:3000",
        "[::1]:*, http://[::1]:8080",
    })
    void whatBrowsersSendIsTaken(String entry, String origin) {
        assertThat(OriginEntry.parse(entry).admits(Objects.requireNonNull(Origin.ofHeader(origin))))
                .isTrue();
    }
}
