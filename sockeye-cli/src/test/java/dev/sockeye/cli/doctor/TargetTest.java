package dev.sockeye.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the command's words. */
class TargetTest {
    @ParameterizedTest
    @CsvSource({
        "http://Example.com, http://Example.com/socket.io/, ''",
        "HTTPS://example.com:443/, https://example.com/socket.io/, ''",
        "ws://example.com:3000, http://example.com:3000/socket.io/, ''",
        "wss://example.com/chat, https://example.com/socket.io/, /chat",
        "http://[::1]:3000/my/socket.io, http://[::1]:3000/my/socket.io/, ''",
        "https://me:secret@example.com/socket.io/?EIO=4&transport=polling&sid=x&token=secret,"
                + " https://example.com/socket.io/, ''",
    })
    void urlIsReadAsClientsReadIt(String url, String asked, String namespace) {
        var target = Target.of(Question.about(url));

        assertThat(target.url()).isEqualTo(asked);
        assertThat(target.namespace().orElse("")).isEqualTo(namespace);
        assertThat(target.query()).isIn("", "&token=secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:3000", "example.com", "ftp://example.com", "http://", "", "http://a b"})
    void otherUrlsAreRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.of(Question.about(url)))
                .withMessageStartingWith("URL: ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://App.Example.com/, https://app.example.com",
        "https://app.example.com:443/path, https://app.example.com",
        "http://localhost:8080, http://localhost:8080",
    })
    void originIsWrittenAsBrowsersDo(String written, String origin) {
        assertThat(Page.of(written).origin()).isEqualTo(origin);
    }

    @Test
    void headersMayBringAValue() {
        var question = new Question(
                "http://a",
                Optional.empty(),
                false,
                List.of("x-plain", "Authorization: Bearer a:b=c"),
                Optional.of("chat"),
                OptionalInt.empty(),
                Duration.ofSeconds(1),
                false);

        var target = Target.of(question);

        assertThat(target.headers())
                .extracting(header -> header.name() + '=' + header.value())
                .containsExactly("x-plain=doctor", "Authorization=Bearer a:b=c");
        assertThat(target.path()).isEqualTo("/chat/");
    }
}
