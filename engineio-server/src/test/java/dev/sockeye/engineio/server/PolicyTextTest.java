package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sockeye.engineio.protocol.Bytes;
import dev.sockeye.engineio.server.host.Headers;
import dev.sockeye.engineio.server.host.Request;
import dev.sockeye.engineio.server.host.Response;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyTextTest {
    private static final Request REQUEST =
            new Request("GET", "/socket.io/", Headers.empty(), new InetSocketAddress(0), false, false);

    @Test
    void allThatThePolicyGrantsIsSaidInBothForms() {
        var policy = CorsPolicy.origins("https://a.example")
                .alsoMatching(Pattern.compile("https://[a-z]+\\.b\\.example"))
                .credentials(true)
                .methods("GET", "POST", "PUT")
                .allowedHeaders("x-a", "x-b")
                .exposedHeaders("x-c")
                .maxAge(Duration.ofMinutes(10))
                .privateNetwork(true);

        assertThat(fix(policy))
                .isEqualTo(".cors(CorsPolicy.origins(\"https://a.example\", \"https://new.example\")"
                        + ".alsoMatching(Pattern.compile(\"https://[a-z]+\\\\.b\\\\.example\")).credentials(true)"
                        + ".methods(\"GET\", \"POST\", \"PUT\").allowedHeaders(\"x-a\", \"x-b\").exposedHeaders(\"x-c\")"
                        + ".maxAge(Duration.ofSeconds(600)).privateNetwork(true))"
                        + ", or sockeye serve --origins https://a.example,https://new.example"
                        + " --origin-pattern 'https://[a-z]+\\.b\\.example' --credentials --methods GET,POST,PUT"
                        + " --allowed-headers x-a,x-b --exposed-headers x-c --cors-max-age 600 --private-network");
    }

    @Test
    void theProfileOf2IsKept() {
        var listed = EngineOptions.v2().toBuilder().origins("https://a.example").build();
        var changed = listed.toBuilder()
                .cors(listed.cors().credentials(false).allowedHeaders("x-a").exposedHeaders("x-b"))
                .build();

        assertThat(fix(listed.cors()))
                .isEqualTo(".v2().origins(\"https://a.example\", \"https://new.example\")"
                        + ", or sockeye serve --v2 --origins https://a.example,https://new.example");
        assertThat(fix(changed.cors()))
                .isEqualTo(".v2().cors(EngineOptions.v2().cors().credentials(false).allowedHeaders(\"x-a\")"
                        + ".exposedHeaders(\"x-b\")).origins(\"https://a.example\", \"https://new.example\")");
        assertThat(fix(listed.toBuilder()
                        .cors(listed.cors().allowedHeaders("x-a"))
                        .build()
                        .cors()))
                .endsWith(" --v2 --origins https://a.example,https://new.example --allowed-headers x-a");
    }

    @Test
    void whatAShellWouldReadIsQuoted() {
        assertThat(fix(CorsPolicy.origins("*:8443", "app.example:*")))
                .endsWith(", or sockeye serve --origins '*:8443,app.example:*,https://new.example'");
        assertThat(fix(CorsPolicy.matching(Pattern.compile("https://(a|b'c)\\.example"))))
                .isEqualTo(".cors(CorsPolicy.origins(\"https://new.example\")"
                        + ".alsoMatching(Pattern.compile(\"https://(a|b'c)\\\\.example\")))"
                        + ", or sockeye serve --origins https://new.example"
                        + " --origin-pattern 'https://(a|b'\\''c)\\.example'");
    }

    @Test
    void whatTheCommandLineCanNotSayIsSaidInJavaAlone() {
        var a = CorsPolicy.origins("https://a.example");
        var b = ".cors(CorsPolicy.origins(\"https://a.example\", \"https://new.example\")";

        assertThat(fix(a.allowedHeaders())).isEqualTo(b + ".allowedHeaders())");
        assertThat(fix(a.optionsSuccessStatus(200).preflightContinue(true)))
                .isEqualTo(b + ".optionsSuccessStatus(200).preflightContinue(true))");
        assertThat(fix(a.handlePreflightRequest(request -> new Response(200, Headers.empty(), Bytes.EMPTY))))
                .isEqualTo(b + ".handlePreflightRequest(/* as it is */))");
        assertThat(fix(a.alsoMatching(Pattern.compile("https://b\\.example", Pattern.CASE_INSENSITIVE))))
                .isEqualTo(b + ".alsoMatching(Pattern.compile(\"https://b\\\\.example\", 2)))");
    }

    @Test
    void aLongListIsNotRepeated() {
        var many = IntStream.range(0, 51)
                .mapToObj(i -> "https://a" + i + ".example")
                .toList();

        assertThat(fix(CorsPolicy.origins(many)))
                .isEqualTo(".cors(CorsPolicy.origins(/* those there are */, \"https://new.example\"))");
        assertThat(fix(CorsPolicy.origins(many.subList(0, 50)))).contains("--origins https://a0.example,");
    }

    @Test
    void aFunctionIsNamed() {
        assertThat(fix(CorsPolicy.matching(origin -> false)))
                .isEqualTo("the function given to CorsPolicy.matching must say true to \"https://new.example\"");
        assertThat(fix(CorsPolicy.deciding(origin -> CompletableFuture.completedStage(false))))
                .isEqualTo("the function given to CorsPolicy.deciding must say true to \"https://new.example\"");
    }

    private static String fix(CorsPolicy policy) {
        var origin = "https://new.example";
        return OriginRefusals.of(REQUEST, policy, origin, Origin.ofHeader(origin))
                .fix()
                .orElseThrow();
    }
}
