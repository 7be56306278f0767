package dev.sockeye.cli.chat;

/** Holds the answers that are the same for several events. */
final class Answer {
    /** Says that all is well. */
    static final Ok OK = new Ok(true);

    private Answer() {}

    /** Says that all is well. */
    record Ok(boolean ok) {}

    /** Says why not, in the shape in which the server itself answers what it can't read. */
    record Refusal(Problem error) {
        Refusal(RuleException e) {
            this(new Problem("refused", e.sentence()));
        }
    }

    /** Names what is wrong, for programs and for people. */
    record Problem(String code, String message) {}
}
