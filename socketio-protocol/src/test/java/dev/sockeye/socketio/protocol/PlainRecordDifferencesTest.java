package dev.sockeye.socketio.protocol;

import static dev.sockeye.socketio.protocol.PlainRecords.JACKSON;
import static dev.sockeye.socketio.protocol.PlainRecords.bound;
import static dev.sockeye.socketio.protocol.PlainRecords.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Finds no difference between what plain records become, and what Jackson makes of them. */
class PlainRecordDifferencesTest {
    private static final JsonMapper STANDARD = WireMapper.standard();
    private static final int EACH = 1_500;

    static Stream<Class<?>> kinds() {
        return Stream.concat(PlainRecords.PLAIN.stream(), PlainRecords.OTHERS.stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsReadOrRefusedIsTheSame(Class<?> type) {
        var random = new RandomRecords(type.getName().hashCode());
        var values = 0;
        for (var i = 0; i < EACH; i++) {
            var json = random.json(type, 4);

            var expected = bound(json, type, JACKSON);

            assertThat(bound(json, type, STANDARD)).as(json).isEqualTo(expected);
            values += type.isInstance(expected) ? 1 : 0;
        }
        assertThat(values).as("how many fit").isBetween(EACH / 10, EACH - 1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsWrittenOrRefusedIsTheSame(Class<?> type) {
        var random = new RandomRecords(type.getName().hashCode());
        for (var i = 0; i < EACH; i++) {
            var value = random.record(type, 5);

            assertThat(written(value, STANDARD)).isEqualTo(written(value, JACKSON));
        }
    }
}
