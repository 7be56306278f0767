package dev.sockeye.cli;

/** Says why a server could not be started, in a sentence for the person who tried. */
final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServiceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
