package dev.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomIdsTest {
    private final RandomIds ids = new RandomIds();

    @Test
    void neverMakesTheSameTwiceOnWhateverThread() {
        var made =
                IntStream.range(0, 10_000).parallel().mapToObj(i -> ids.next()).toList();

        assertThat(made).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Za-z0-9_-]{20}"));
    }

    @Test
    void usesAllItsCharactersAtAllPlaces() {
        var made = IntStream.range(0, 5_000).mapToObj(i -> ids.next()).toList();

        for (var place = 0; place < 20; place++) {
            var at = place;
            // One is missing by chance once in 10^31 runs.
            assertThat(made.stream().map(id -> id.charAt(at)).distinct()).hasSize(64);
        }
    }
}
