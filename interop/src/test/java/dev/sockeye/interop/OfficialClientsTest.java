package dev.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The official clients in Node, each over polling, WebSocket and the upgrade from one to the other. */
final class OfficialClientsTest {
    private final List<NodeSuite> suites = new ArrayList<>();

    @AfterEach
    void endTheNodeProcesses() throws Exception {
        for (NodeSuite suite : suites) {
            suite.end();
        }
    }

    @TestFactory
    Stream<DynamicTest> version1() throws Exception {
        return cases(2, 170, "matrix", "--client", "1.7.4");
    }

    @TestFactory
    Stream<DynamicTest> version2() throws Exception {
        return cases(2, 170, "matrix", "--client", "2.5.0");
    }

    @TestFactory
    Stream<DynamicTest> version3() throws Exception {
        return cases(4, 180, "matrix", "--client", "3.1.3");
    }

    @TestFactory
    Stream<DynamicTest> version4() throws Exception {
        return cases(4, 180, "matrix", "--client", "4.8.4");
    }

    /** What the server's API promises, driven by clients of 2.5 and 4.8; see {@code suites/parity.mjs}. */
    @TestFactory
    Stream<DynamicTest> parityForVersion2() throws Exception {
        return cases(2, 150, "parity", "--client", "2.5.0");
    }

    @TestFactory
    Stream<DynamicTest> parityForVersion4() throws Exception {
        return cases(4, 150, "parity", "--client", "4.8.4");
    }

    @TestFactory
    Stream<DynamicTest> allVersionsTogether() throws Exception {
        return cases(4, 11, "together");
    }

    @TestFactory
    @Tag("count")
    Stream<DynamicTest> tenThousandEchoesOfEach() throws Exception {
        return cases(4, 12, "count");
    }

    /** Runs a suite against Sockeye, or, to check the cases themselves, against that generation's official server. */
    private Stream<DynamicTest> cases(int official, int atLeast, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        if ("reference".equals(System.getProperty("interop.target"))) {
            all.addAll(List.of("--official", String.valueOf(official)));
        }
        String only = System.getProperty("interop.only");
        if (only != null) {
            all.addAll(List.of("--only", only));
        }
        NodeSuite suite = NodeSuite.start(new SockeyeServers(), Map.of(), all);
        suites.add(suite);
        List<DynamicTest> tests = suite.tests().toList();
        assertThat(tests).as("cases of %s", all).hasSizeGreaterThanOrEqualTo(only == null ? atLeast : 0);
        return tests.stream();
    }
}
