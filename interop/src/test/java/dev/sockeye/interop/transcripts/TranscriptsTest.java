package dev.sockeye.interop.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays what was recorded of the official servers, and compares. Where Sockeye differs on purpose it must differ as
 * {@code deliberate-differences.json} says.
 *
 * <p>The replay itself is proved against the official servers when the property {@code transcripts.official} names two
 * directories, separated by a comma, in which socket.io 2.5.1 and 4.8.4 are installed; no differences are granted then.
 */
class TranscriptsTest {
    private static final String OFFICIAL = System.getProperty("transcripts.official", "");
    private static Differences differences = new Differences(JsonMapper.shared().createArrayNode());
    private static OfficialSubject.@Nullable Node node;

    @BeforeAll
    static void prepare() {
        if (OFFICIAL.isEmpty()) {
            differences = new Differences(read("deliberate-differences.json"));
        } else {
            node = new OfficialSubject.Node(
                    Path.of("src/test/resources/transcripts/official-servers.cjs"), OFFICIAL.split(","));
        }
    }

    @AfterAll
    static void end() {
        if (node != null) {
            node.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> answersRequestsAsRecorded() {
        return read("http-transcripts.json").valueStream().map(transcript -> {
            String name = HttpTranscript.name(transcript);
            return DynamicTest.dynamicTest(name, () -> {
                Observation expected = differences.applied(name, HttpTranscript.recorded(transcript));
                try (Subject subject = start(Setup.ofTranscript(transcript))) {
                    Observation seen = HttpReplay.run(subject.port(), transcript, expected);
                    assertThat(seen).hasToString(expected.toString());
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> speaksAsRecorded() {
        return read("ws-flows.json").valueStream().map(flow -> {
            String name = Flow.name(flow);
            return DynamicTest.dynamicTest(name, () -> {
                Observation expected = differences.applied(name, Flow.recorded(flow));
                Observation seen = replay(flow, expected);
                for (int again = 0;
                        again < 2 && timed(expected) && !seen.toString().equals(expected.toString());
                        again++) {
                    // A busy machine may be late; three times in a row it is not.
                    seen = replay(flow, expected);
                }
                assertThat(seen).hasToString(expected.toString());
            });
        });
    }

    @Test
    void everyListedDifferenceIsOne() {
        Differences all = new Differences(read("deliberate-differences.json"));
        read("http-transcripts.json")
                .forEach(transcript ->
                        all.applied(HttpTranscript.name(transcript), HttpTranscript.recorded(transcript)));
        read("ws-flows.json").forEach(flow -> all.applied(Flow.name(flow), Flow.recorded(flow)));

        assertThat(all.unused()).isEmpty();
    }

    private static Observation replay(JsonNode flow, Observation expected) {
        try (Subject subject = start(Setup.ofFlow(flow));
                FlowReplay replay = new FlowReplay(subject, flow, expected)) {
            new FlowScripts(replay, expected).run(flow.get("name").asString());
            return replay.seen(expected);
        }
    }

    private static boolean timed(Observation expected) {
        return !expected.field(Flow.EXCHANGE, "closed after").isEmpty();
    }

    private static Subject start(Setup setup) {
        return node == null ? SockeyeSubject.start(setup) : node.start(setup);
    }

    private static JsonNode read(String name) {
        try (InputStream in = TranscriptsTest.class.getResourceAsStream("/transcripts/" + name)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
