package dev.sockeye.cli.probe;

/** Tells that there was no answer that can be looked at. */
public final class ProbeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    ProbeException(Failure failure, String sentence) {
        super(sentence);
        this.failure = failure;
    }

    ProbeException(Failure failure, String sentence, Throwable cause) {
        super(sentence, cause);
        this.failure = failure;
    }

    /** Returns the kind of failure. */
    public Failure failure() {
        return failure;
    }
}
