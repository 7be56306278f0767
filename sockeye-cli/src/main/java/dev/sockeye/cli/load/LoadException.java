package dev.sockeye.cli.load;

/** Says in one sentence why a server could not be measured. */
public final class LoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LoadException(String sentence) {
        super(sentence);
    }
}
