package dev.sockeye.socketio.protocol;

import static dev.sockeye.socketio.protocol.PlainRecords.JACKSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.sockeye.engineio.protocol.Bytes;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class PlainCollectionsTest {
    @JsonFormat(shape = JsonFormat.Shape.POJO)
    static final class Annotated extends HashMap<String, Object> {
        private static final long serialVersionUID = 1;
    }

    static final class Valued extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        @JsonValue
        String all() {
            return String.join("+", this);
        }
    }

    record Name(String first) {}

    private static String json(JsonMapper mapper, @Nullable Object... values) {
        var arguments = JsonSnapshot.of(mapper, values);
        var text = new byte[arguments.bodySize()];
        arguments.copyBody(text, 0);
        return Bytes.wrap(text).utf8() + arguments.attachments().size();
    }

    private static boolean plain(Object value) {
        return PlainCollections.write(value, new JsonBuffer(16));
    }

    static Stream<Object> plainOnes() {
        return Stream.of(
                Map.of(),
                List.of(),
                Map.of("sid", "abc"),
                new TreeMap<>(Map.of("b", 1, "a", 2L, "", "é\"\\\n\u0000\ud83d\ude00")),
                mapWithNull(),
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("x", List.of(1, 2.5, true)))),
                new ConcurrentHashMap<>(Map.of("x", Map.of("y", Map.of()))),
                new CopyOnWriteArrayList<>(List.of("a", List.of(), List.of(List.of(Long.MIN_VALUE)))),
                Arrays.asList(1e300, -0.0, 1.0, 1e21, Double.NaN, Double.POSITIVE_INFINITY, null),
                List.of("a".repeat(1_000), Map.of("b".repeat(100), "c")));
    }

    private static Map<String, Object> mapWithNull() {
        var map = new HashMap<String, Object>();
        map.put("nothing", null);
        return map;
    }

    @ParameterizedTest
    @MethodSource("plainOnes")
    void plainOnesAreWrittenAsJacksonWritesThem(Object value) {
        assertThat(plain(value)).isTrue();
        assertThat(json(WireMapper.STANDARD, value, "next")).isEqualTo(json(JACKSON, value, "next"));
    }

    static Stream<Object> others() {
        var annotated = new Annotated();
        annotated.put("a", 1);
        var valued = new Valued();
        valued.add("a");
        valued.add("b");
        return Stream.of(
                annotated,
                valued,
                List.of(valued),
                Map.of("a", annotated),
                Map.of(1, "number"),
                Map.of("_placeholder", true),
                Map.of("a", Map.of("_placeholder", true, "num", 0)),
                new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)),
                Map.of("bytes", new byte[] {1, 2}),
                List.of(1.5f),
                List.of(new Name("ada")),
                List.of('c'),
                List.of(DayOfWeek.FRIDAY));
    }

    @ParameterizedTest
    @MethodSource("others")
    void othersAreLeftToJackson(Object value) {
        assertThat(plain(value)).isFalse();
        assertThat(json(WireMapper.STANDARD, "before", value)).isEqualTo(json(JACKSON, "before", value));
    }

    @Test
    void nothingIsLeftOfWhatIsGivenUpHalfway() {
        var buffer = new JsonBuffer(4);
        buffer.put('x');

        assertThat(PlainCollections.write(Arrays.asList("a".repeat(50), new byte[1]), buffer))
                .isFalse();
        assertThat(buffer.length()).isEqualTo(1);
    }

    @Test
    void whatContainsItselfIsRefusedAsJacksonRefusesIt() {
        var list = new ArrayList<Object>();
        list.add(list);
        list.add(list);

        assertThatThrownBy(() -> json(WireMapper.STANDARD, list)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> json(JACKSON, list)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void randomOnesAreWrittenAsJacksonWritesThem() {
        var random = new RandomValues(4_711);
        var plain = 0;
        for (var i = 0; i < 20_000; i++) {
            var value = random.value(4, new int[] {random.below(2)});
            if (value instanceof Map || value instanceof List) {
                plain += plain(value) ? 1 : 0;
            }

            assertThat(json(WireMapper.STANDARD, value)).isEqualTo(json(JACKSON, value));
        }
        assertThat(plain).isGreaterThan(500);
    }
}
