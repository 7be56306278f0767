package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A real browser: the bundles of all versions, pages of other origins, and the chat page of {@code sockeye serve}. */
final class BrowserTest {
    private static final String MISSING =
            "The browser tests were skipped: there is no Chromium on the PATH. Install one "
                    + "(Debian: `apt-get install chromium`), or name its program in the environment variable CHROMIUM.";

    private Optional<NodeSuite> suite = Optional.empty();

    @AfterEach
    void endTheBrowser() throws Exception {
        if (suite.isPresent()) {
            suite.get().end();
        }
    }

    @TestFactory
    Stream<DynamicTest> inChromium() throws Exception {
        String chromium = chromium();
        Path screenshots = Path.of("target/screenshots").toAbsolutePath();
        Files.createDirectories(screenshots);

        NodeSuite running = NodeSuite.start(
                new SockeyeServers(),
                Map.of("CHROMIUM", chromium, "SCREENSHOTS", screenshots.toString()),
                List.of("browser"));
        suite = Optional.of(running);
        List<DynamicTest> tests = running.tests().toList();
        assertThat(tests).hasSizeGreaterThanOrEqualTo(25);
        return tests.stream();
    }

    /** Returns the browser's program; without one the test is skipped, or fails where it is required. */
    static String chromium() throws Exception {
        String chromium = NodePrograms.output("lib/chromium.mjs");
        if (chromium.isEmpty()) {
            missing();
        }
        return chromium;
    }

    private static void missing() {
        boolean required =
                Boolean.getBoolean("sockeye.requireBrowser") || "1".equals(System.getenv("SOCKEYE_REQUIRE_BROWSER"));
        if (required) {
            throw new AssertionError(MISSING.replace("were skipped", "are required"));
        }
        System.out.println(MISSING);
        abort(MISSING);
    }
}
