package dev.sockeye.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sockeye.engineio.protocol.Bytes;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRoomTest {
    private static final Person ADA = new Person(1, "Ada");

    private final ChatRoom room = new ChatRoom("lobby");

    @Test
    void onlyTheNewestMessagesAreKept() {
        for (var id = 1; id <= ChatRules.MESSAGES_KEPT + 2; id++) {
            room.add(message(id, Optional.empty()));
        }

        assertThat(room.messages()).hasSize(ChatRules.MESSAGES_KEPT);
        assertThat(room.messages().get(0).id()).isEqualTo(3);
    }

    @Test
    void onlyTheNewestPicturesAreKeptAmongTheMessages() {
        room.add(message(1, Optional.empty()));
        for (var id = 2; id <= ChatRules.PICTURES_KEPT + 2; id++) {
            room.add(message(id, Optional.of(picture("image/png", 1))));
        }

        assertThat(room.messages())
                .extracting(ChatMessage::id)
                .startsWith(1L, 3L)
                .hasSize(1 + ChatRules.PICTURES_KEPT);
    }

    @Test
    void pictureMayBeAsLargeAsTheLimitAndNotLarger() {
        assertThat(ChatRules.picture(picture("image/jpeg", ChatRules.PICTURE))
                        .bytes()
                        .length())
                .isEqualTo(ChatRules.PICTURE);
        assertThatThrownBy(() -> ChatRules.picture(picture("image/jpeg", ChatRules.PICTURE + 1)))
                .isInstanceOf(RuleException.class);
        assertThatThrownBy(() -> ChatRules.picture(picture("image/jpeg", 0))).isInstanceOf(RuleException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "text/html", "IMAGE/PNG", ""})
    void onlyPlainPicturesAreTaken(String type) {
        assertThatThrownBy(() -> ChatRules.picture(picture(type, 1))).isInstanceOf(RuleException.class);
    }

    @Test
    void textMayBeAsLongAsTheLimitAndNotLonger() {
        assertThat(ChatRules.text("x".repeat(ChatRules.TEXT))).hasSize(ChatRules.TEXT);
        assertThatThrownBy(() -> ChatRules.text("x".repeat(ChatRules.TEXT + 1))).isInstanceOf(RuleException.class);
    }

    private static ChatMessage message(long id, Optional<Picture> picture) {
        return new ChatMessage(id, ADA, "", picture, Instant.EPOCH);
    }

    private static Picture picture(String type, int size) {
        return new Picture(type, "a", Bytes.wrap(new byte[size]));
    }
}
