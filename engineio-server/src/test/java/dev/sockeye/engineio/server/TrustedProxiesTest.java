package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies INNER = TrustedProxies.of("10.0.0.0/8", "2001:db8:1::/48");
    private static final String FOR = "X-Forwarded-For";

    @Test
    void nobodyIsBelievedByDefault() {
        var client = TrustedProxies.none().client(request("127.0.0.1", FOR, "1.2.3.4", "X-Forwarded-Proto", "https"));

        assertThat(text(client)).isEqualTo("127.0.0.1 http api.example.com");
    }

    @Test
    void strangersAreNotBelieved() {
        assertThat(text(INNER.client(request("192.0.2.1", FOR, "1.2.3.4", "Forwarded", "for=1.2.3.4"))))
                .isEqualTo("192.0.2.1 http api.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.3.4                       | 1.2.3.4",
                "9.9.9.9, 1.2.3.4              | 1.2.3.4",
                "9.9.9.9, 1.2.3.4, 10.0.0.7    | 1.2.3.4",
                "10.0.0.9, 10.0.0.8            | 10.0.0.9",
                "1.2.3.4:5678                  | 1.2.3.4",
                "2001:db8::7                   | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:443             | 2001:db8:0:0:0:0:0:7",
                "::ffff:1.2.3.4                | 1.2.3.4",
                "1.2.3.4, unknown              | 10.1.1.1",
                "1.2.3.4, 10.0.0.256           | 10.1.1.1",
                "1.2.3.4, 10.0.0.07            | 10.1.1.1",
                "1.2.3.4, example.com          | 10.1.1.1",
                "1.2.3.4, fe80::1%eth0         | 10.1.1.1",
                "1.2.3.4,                      | 10.1.1.1",
                "1.2.3.4, unknown, 10.0.0.2    | 10.0.0.2",
            })
    void addressesAreReadFromTheRightThroughTrustedHopsOnly(String header, String client) {
        assertThat(INNER.client(request("10.1.1.1", FOR, header)).address().getHostAddress())
                .isEqualTo(client);
    }

    @Test
    void repeatedFieldsAreOneList() {
        var client = INNER.client(request("10.1.1.1", FOR, "9.9.9.9", FOR, "1.2.3.4", FOR, "10.0.0.7"));

        assertThat(client.address().getHostAddress()).isEqualTo("1.2.3.4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=1.2.3.4                                          | 1.2.3.4 http api.example.com",
                "For=\"[2001:db8::7]:4711\";proto=https               | 2001:db8:0:0:0:0:0:7 https api.example.com",
                "for=9.9.9.9, for=1.2.3.4;proto=https;host=x.example  | 1.2.3.4 https x.example",
                "for=9.9.9.9;host=evil, for=1.2.3.4, for=10.0.0.3     | 1.2.3.4 http api.example.com",
                "for=1.2.3.4;proto=https, for=10.0.0.3;proto=http     | 1.2.3.4 https api.example.com",
                "for=1.2.3.4:80;by=10.0.0.1                           | 1.2.3.4 http api.example.com",
                "for=_hidden;proto=https                              | 10.1.1.1 https api.example.com",
                "for=unknown                                          | 10.1.1.1 http api.example.com",
                "for=1.2.3.4;proto=gopher;host=\"a b\"                | 1.2.3.4 http api.example.com",
                "for=1.2.3.4;host=\"evil.example/x\"                  | 1.2.3.4 http api.example.com",
                "for=1.2.3.4,                                         | 10.1.1.1 http api.example.com",
                "for=\"1.2.3.4                                        | 10.1.1.1 http api.example.com",
                "for=\", for=1.2.3.4                                  | 10.1.1.1 http api.example.com",
                "for=9.9.9.9;x=\", for=\"1.2.3.4\"                    | 10.1.1.1 http api.example.com",
                "for                                                  | 10.1.1.1 http api.example.com",
                "for=                                                 | 10.1.1.1 http api.example.com",
                "for=1.2.3.4 nonsense                                 | 10.1.1.1 http api.example.com",
            })
    void theStandardHeaderIsReadStrictly(String header, String client) {
        assertThat(text(INNER.client(request("10.1.1.1", "Forwarded", header)))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "https       | -           | -     | https api.example.com",
                "HTTPS       | -           | -     | https api.example.com",
                "wss         | app.example | -     | https app.example",
                "http, https | -           | -     | https api.example.com",
                "https, http | -           | -     | http api.example.com",
                "gopher      | a b         | 99999 | http api.example.com",
                "https       | x.example   | 8443  | https x.example:8443",
                "https       | -           | 8443  | https api.example.com:8443",
                "https       | x.example:1 | 8443  | https x.example:1",
                "https       | [::1]       | 8443  | https [::1]:8443",
            })
    void schemeHostAndPortComeFromTheSameHop(String proto, String host, String port, String seen) {
        var headers = Headers.builder().add("Host", "api.example.com").add(FOR, "1.2.3.4");
        addTo(headers, "X-Forwarded-Proto", proto);
        addTo(headers, "X-Forwarded-Host", host);
        addTo(headers, "X-Forwarded-Port", port);

        var client = INNER.client(request("10.1.1.1", headers.build()));

        assertThat(text(client)).isEqualTo("1.2.3.4 " + seen);
    }

    @Test
    void schemeAloneIsEnough() {
        assertThat(text(INNER.client(request("10.1.1.1", "X-Forwarded-Proto", "https"))))
                .isEqualTo("10.1.1.1 https api.example.com");
    }

    @Test
    void headersThatContradictEachOtherDoNotCount() {
        var headers = new String[] {FOR, "1.2.3.4", "Forwarded", "for=9.9.9.9;proto=https"};

        assertThat(text(INNER.client(request("10.1.1.1", headers)))).isEqualTo("10.1.1.1 http api.example.com");
        assertThat(text(INNER.readingXForwarded().client(request("10.1.1.1", headers))))
                .isEqualTo("1.2.3.4 http api.example.com");
        assertThat(text(INNER.readingForwarded().client(request("10.1.1.1", headers))))
                .isEqualTo("9.9.9.9 https api.example.com");
        assertThat(text(INNER.client(request("10.1.1.1", FOR, "1.2.3.4", "Forwarded", "for=1.2.3.4;proto=https"))))
                .isEqualTo("1.2.3.4 https api.example.com");
    }

    @Test
    void longHeadersAreBounded() {
        var flood = "6.6.6.6, ".repeat(5_000) + "1.2.3.4";
        var hops = "6.6.6.6, " + "10.0.0.1, ".repeat(100) + "10.0.0.2";

        assertThat(text(INNER.client(request("10.1.1.1", FOR, flood)))).isEqualTo("10.1.1.1 http api.example.com");
        assertThat(text(INNER.client(request("10.1.1.1", "Forwarded", "for=" + "x".repeat(5_000)))))
                .isEqualTo("10.1.1.1 http api.example.com");
        assertThat(text(INNER.client(request("10.1.1.1", FOR, hops)))).isEqualTo("10.0.0.1 http api.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true, true",
        "127.9.9.9, true, true",
        "::1, true, true",
        "10.1.2.3, false, true",
        "172.16.0.1, false, true",
        "172.31.255.255, false, true",
        "172.32.0.0, false, false",
        "192.168.9.9, false, true",
        "169.254.1.1, false, true",
        "fd00::1, false, true",
        "fe80::1, false, true",
        "8.8.8.8, false, false",
        "2001:db8::1, false, false",
    })
    void thereAreListsForTheUsualNetworks(String address, boolean loopback, boolean privateNetwork)
            throws UnknownHostException {
        var peer = InetAddress.getByName(address);

        assertThat(TrustedProxies.loopback().trusts(peer)).isEqualTo(loopback);
        assertThat(TrustedProxies.privateNetworks().trusts(peer)).isEqualTo(privateNetwork);
        assertThat(TrustedProxies.none().trusts(peer)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example.com",
                "10.0.0.0/33",
                "10.0.0",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "::/129",
                "1.2.3.4/08"
            })
    void whatIsNoRangeIsNamed(String text) {
        assertThatThrownBy(() -> TrustedProxies.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trustedProxies: " + text + " (expected: an address or a range such as 10.0.0.0/8)");
    }

    @Test
    void listsCanBeJoined() {
        assertThat(TrustedProxies.loopback().and(TrustedProxies.of("192.0.2.7", "127.0.0.0/8")))
                .hasToString("TrustedProxies[127.0.0.0/8, 0:0:0:0:0:0:0:1/128, 192.0.2.7/32]");
    }

    private static void addTo(Headers.Builder headers, String name, String value) {
        if (value != null) {
            headers.add(name, value);
        }
    }

    private static String text(ClientView client) {
        return client.address().getHostAddress() + (client.secure() ? " https " : " http ") + client.host();
    }

    private static Request request(String peer, String... headers) {
        return request(
                peer,
                Headers.builder()
                        .add("Host", "api.example.com")
                        .addAll(Headers.of(headers))
                        .build());
    }

    private static Request request(String peer, Headers headers) {
        try {
            var address = new InetSocketAddress(InetAddress.getByName(peer), 4711);
            return new Request("GET", "/socket.io/", headers, address, false, false);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
