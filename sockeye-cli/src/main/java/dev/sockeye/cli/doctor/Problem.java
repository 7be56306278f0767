package dev.sockeye.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Is something that can be wrong, and its cure. Its title is a heading in docs/troubleshooting.md.
 *
 * @param id a name for machines, which stays
 * @param title what is wrong, in a line
 * @param means what that does to a page, and where it comes from
 * @param fixes what to change, the most probable first
 */
record Problem(String id, String title, String means, List<Fix> fixes) {
    static Problem of(String id, String title, String means) {
        return new Problem(id, title, means, List.of());
    }

    /** Returns all problems there are. */
    static List<Problem> all() {
        return Stream.of(
                        ReachProblems.ALL,
                        TlsProblems.ALL,
                        ServerProblems.ALL,
                        CorsProblems.ALL,
                        SessionProblems.ALL,
                        WebSocketProblems.ALL)
                .flatMap(List::stream)
                .toList();
    }

    Problem fix(String text) {
        return fix("Fix", text);
    }

    Problem sockeye(String text) {
        return fix("Sockeye", text);
    }

    Problem node(String text) {
        return fix("Node", text);
    }

    Problem nginx(String text) {
        return fix("nginx", text);
    }

    Problem client(String text) {
        return fix("Client", text);
    }

    private Problem fix(String where, String text) {
        var more = new ArrayList<>(fixes);
        more.add(new Fix(where, text));
        return new Problem(id, title, means, List.copyOf(more));
    }
}
