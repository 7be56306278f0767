package dev.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternReviewTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example\\.com",
                "^https://[a-z0-9-]+\\.example\\.com$",
                "https://([a-z0-9-]+\\.)?example\\.com",
                "https://([a-z0-9-]+\\.)*example\\.com(:[0-9]+)?",
                "https://(www\\.)?example\\.(com|org|co\\.uk)",
                "https://(?:app|admin|[a-z]{2,8}-test)\\.example\\.com",
                "https://.*\\.example\\.com",
                "https://[^.]+\\.example\\.com",
                "https://app-[a-z0-9]+\\.hosting\\.example",
                "^https?:\\/\\/localhost(:\\d+)?$",
                "http://localhost:[0-9]{4,5}",
                "https?://example\\.com:(80|443|8443)",
                "https?://(localhost|127\\.0\\.0\\.1|\\[::1\\]):\\d+",
                "http://192\\.168\\.[0-9]+\\.[0-9]+(:[0-9]+)?",
                "http://10\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}:3000",
                "(?i)https://Example\\.com",
                "https://(?!old\\.)[a-z]+\\.example\\.com",
                "(?<scheme>https)://[\\w&&[^_]]+\\.example\\.com",
                "\\Qhttps://app.example.com\\E",
                "\\Qhttps://\\E[a-z]+\\Q.example.com\\E",
                "capacitor://localhost",
                "chrome-extension://[a-p]{32}",
                "https://example\\.com/?",
                "https://(((((((((((((((((((((example\\.com)))))))))))))))))))))",
            })
    void wellMadePatternsAreNotDoubted(String pattern) {
        assertThat(PatternReview.warnings(Pattern.compile(pattern))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                ".*                                 | admits every host, https://evil.example too; name those",
                "https?://.+                        | admits every host, https://evil.example too; name those",
                "[\\w.:/-]*                         | admits every host, https://evil.example too; name those",
                "http://[a-z.]+                     | admits every host, http://evil.example too; name those",
                "https://(.*|example\\.com)         | admits every host, https://evil.example too; name those",
                "https://example\\.org.*            | admits https://example.org.evil.example too; write it as https://example\\.org, with (:[0-9]+)? behind",
                "https://example\\.org\\S*          | admits https://example.org.evil.example too; write it as https://example\\.org,",
                "http://localhost.*                 | admits http://localhost.evil.example too; write it as http://localhost,",
                "https://.*example\\.net            | admits https://evilexample.net too; write it as https://([a-z0-9-]+\\.)?example\\.net",
                "https://.*example\\.net(:\\d+)?    | admits https://evilexample.net too; write it as https://([a-z0-9-]+\\.)?example\\.net",
                "http.*example\\.net                | admits http://evilexample.net too",
                "https://[a-z-]*\\.?example\\.net   | admits https://evilexample.net too; write it as https://([a-z0-9-]+\\.)?example\\.net",
                "https://(a\\.com|.*b\\.com)        | admits https://evilb.com too; write it as https://([a-z0-9-]+\\.)?b\\.com",
                "https://example\\.[a-z]+           | admits https://example.evil too",
                "https://example\\.[a-z]{2,3}       | admits https://example.zz too",
                "https://app[0-9]+\\.com            | admits https://app8443.com too",
                ".*\\.example\\.com                 | admits http://evil.example.com too, which anybody on the way may write; begin with https://",
                "https://app.example.com            | a dot stands for any character: admits https://appxexample.com too; write \\. for a dot",
                "https://localhost.                  | a dot stands for any character: admits https://localhostx too; write \\. for a dot",
                "^https://[a-z]+.example\\.com$     | a dot stands for any character: admits https://axexample.com too",
            })
    void patternsThatAdmitStrangersAreNamedWithOneAndTheFix(String pattern, String doubt) {
        assertThat(PatternReview.warnings(Pattern.compile(pattern)))
                .singleElement()
                .asString()
                .startsWith("cors pattern: " + pattern + " (" + doubt)
                .endsWith(")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "https://example\\.com/             | never matches: no slash at its end: \"https://example.com\"",
                "https://example\\.com/chat         | never matches: nothing behind the host and port: \"https://example.com\"",
                "https://Example\\.com              | never matches: lower case, as browsers write it: \"https://example.com\"",
                "https://[A-Z]+\\.example\\.com     | never matches: lower case, as browsers write it: \"https://a.example.com\"",
                "https://example\\.com:443          | never matches: no default port, which browsers leave out: \"https://example.com\"",
                "http://(a|b)\\.example:80          | never matches: no default port, which browsers leave out: \"http://a.example\"",
                "https://example\\.com(:443|:8443)  | \":443\" in it never matches: no default port, which browsers leave out: \"https://example.com\"",
                "https://(a\\.com|B\\.com)          | \"B\\.com\" in it never matches: lower case, as browsers write it: \"https://b.com\"",
                "https://a\\.com|https://b\\.com/   | \"https://b\\.com/\" in it never matches: no slash at its end: \"https://b.com\"",
                "wss?://example\\.com               | never matches: the origin of the page, not the address of the connection: \"http://example.com\"",
                "https://m\u00fcnchen\\.de          | never matches: the host in punycode, as browsers write it: \"https://xn--mnchen-3ya.de\"",
                "https://127\\.1                    | never matches: the address as browsers write it: \"https://127.0.0.1\"",
                "http://\\[0:0:0:0:0:0:0:1\\]       | never matches: the address as browsers write it: \"http://[::1]\"",
                "example\\.com$                     | never matches: it is compared with whole origins such as",
                "https://a\\.com|example\\.com      | \"example\\.com\" in it never matches: it is compared with whole origins such as",
                "https://a\\.com|null               | \"null\" in it never matches: null is the origin of every sandboxed page",
            })
    void patternsThatNeverMatchAreNamedWithWhatWould(String pattern, String doubt) {
        assertThat(PatternReview.warnings(Pattern.compile(pattern)))
                .singleElement()
                .asString()
                .startsWith("cors pattern: " + pattern + " (" + doubt)
                .endsWith(")");
    }

    @Test
    void aPatternThatIsPlainTextIsReadAsSuch() {
        assertThat(PatternReview.warnings(Pattern.compile("https://app.example.com", Pattern.LITERAL)))
                .isEmpty();
        assertThat(PatternReview.warnings(Pattern.compile("https://app.example.com/", Pattern.LITERAL)))
                .singleElement()
                .asString()
                .contains("never matches: no slash at its end");
    }

    @Test
    void aPatternTooLongToTryInAllItsFormsIsNotDoubted() {
        var many = "(a|b|c|d)(e|f|g|h)(i|j|k|l)(m|n|o|p)";

        assertThat(PatternReview.warnings(Pattern.compile("https://" + many + "\\.example\\.com")))
                .isEmpty();
        assertThat(PatternReview.warnings(Pattern.compile("https?://.*" + many + ".*")))
                .isEmpty();
    }
}
