package dev.sockeye.socketio.protocol;

/** Says that an argument could not be bound to a Java type, or a Java value could not be encoded. */
public final class ArgumentException extends RuntimeException {
    /** Makes an exception with a sentence that names position and types, never the content. */
    public ArgumentException(String sentence) {
        super(sentence);
    }

    /** Makes an exception with its cause. */
    public ArgumentException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
