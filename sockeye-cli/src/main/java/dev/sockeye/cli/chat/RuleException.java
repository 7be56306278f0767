package dev.sockeye.cli.chat;

/** Says that somebody asked for what the rules of the chat do not allow. */
final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    /** Makes an exception with a sentence to show. */
    RuleException(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
