package dev.sockeye.engineio.protocol;

/** Says that bytes from the peer break the Engine.IO protocol. The message is fixed text, never the peer's content. */
public final class EngineProtocolException extends RuntimeException {
    /** Makes an exception with a sentence that names the rule broken. */
    public EngineProtocolException(String sentence) {
        // The peer causes these at will: no stack trace to fill in.
        super(sentence, null, false, false);
    }
}
