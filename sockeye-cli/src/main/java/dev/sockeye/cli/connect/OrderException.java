package dev.sockeye.cli.connect;

/** Says what is wrong with what was typed, in a sentence for who typed it. */
final class OrderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OrderException(String sentence) {
        super(sentence, null, false, false);
    }
}
