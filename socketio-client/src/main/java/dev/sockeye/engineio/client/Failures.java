package dev.sockeye.engineio.client;

import io.netty.handler.codec.DecoderException;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Words what went wrong: the official text first, then the reason. Stateless. */
final class Failures {
    static final int LONGEST_BODY = 4_096;

    private Failures() {}

    static EngineException of(String official, String transport, String reason) {
        return new EngineException(official + ": " + reason, transport, OptionalInt.empty(), Optional.empty(), null);
    }

    static EngineException of(String official, String transport, @Nullable Throwable cause) {
        return new EngineException(
                cause == null ? official : official + ": " + reason(cause),
                transport,
                OptionalInt.empty(),
                Optional.empty(),
                cause);
    }

    static EngineException withBody(String official, String transport, String reason, String body) {
        return new EngineException(
                official + ": " + reason, transport, OptionalInt.empty(), Optional.of(cut(body)), null);
    }

    static EngineException refused(
            String official, String transport, int status, @Nullable String location, String body) {
        var redirect = location == null || status / 100 != 3 ? "" : " to " + cut(location);
        return new EngineException(
                official + ": HTTP status " + status + redirect,
                transport,
                OptionalInt.of(status),
                Optional.of(cut(body)),
                null);
    }

    /** Words a refusal that came as an answer of HTTP where none was due any more. */
    static EngineException late(String official, String transport, String answer) {
        var status = answer.startsWith("HTTP/1.1 ") && answer.length() >= 12 ? answer.substring(9, 12) : "";
        var body = answer.indexOf("\r\n\r\n");
        if (!status.matches("[2-5][0-9][0-9]") || body < 0) {
            return withBody(official, transport, "the server sent no frame", answer);
        }
        return refused(official, transport, Integer.parseInt(status), null, answer.substring(body + 4));
    }

    static EngineException probe(String reason, @Nullable EngineException cause) {
        return new EngineException(
                "probe error: " + reason,
                Transport.WEBSOCKET,
                cause == null ? OptionalInt.empty() : cause.status(),
                cause == null ? Optional.empty() : cause.body(),
                cause);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_BODY ? text : text.substring(0, LONGEST_BODY);
    }

    private static String reason(Throwable cause) {
        var told = cause;
        // TLS hides what failed behind what noticed it.
        while (told.getCause() != null
                && (told.getMessage() == null || told instanceof DecoderException || told instanceof SSLException)) {
            told = told.getCause();
        }
        var message = told.getMessage();
        return message == null ? told.getClass().getSimpleName() : message;
    }
}
