package dev.sockeye.cli.doctor;

import java.util.Optional;

/**
 * Is what a check came to.
 *
 * @param mark how it ended
 * @param seen what was seen, or why it was not looked at
 * @param problem what is wrong
 */
record Finding(Mark mark, String seen, Optional<Problem> problem) {
    static Finding ok(String seen) {
        return new Finding(Mark.OK, seen, Optional.empty());
    }

    static Finding skip(String reason) {
        return new Finding(Mark.SKIP, reason, Optional.empty());
    }

    static Finding warn(Problem problem, String seen) {
        return new Finding(Mark.WARN, seen, Optional.of(problem));
    }

    static Finding fail(Problem problem, String seen) {
        return new Finding(Mark.FAIL, seen, Optional.of(problem));
    }
}
