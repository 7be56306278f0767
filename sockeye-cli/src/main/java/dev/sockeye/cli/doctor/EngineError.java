package dev.sockeye.cli.doctor;

import dev.sockeye.cli.probe.Answer;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is a refusal in the form of Engine.IO.
 *
 * @param code its code, 0 to 5
 * @param message its message
 */
record EngineError(int code, String message) {
    static final int TRANSPORT_UNKNOWN = 0;
    static final int SESSION_UNKNOWN = 1;
    static final int FORBIDDEN = 4;
    static final int UNSUPPORTED_VERSION = 5;

    /** Tells whether an answer is the refusal of an origin, or of a client. */
    static boolean forbids(Answer answer) {
        return of(answer).filter(error -> error.code() == FORBIDDEN).isPresent();
    }

    static Optional<EngineError> of(Answer answer) {
        if (answer.status() < 400 || !answer.body().startsWith("{")) {
            return Optional.empty();
        }
        try {
            var node = JsonMapper.shared().readTree(answer.body());
            var code = node.path("code").asInt(-1);
            return code < 0
                            || code > UNSUPPORTED_VERSION
                            || !node.path("message").isString()
                    ? Optional.empty()
                    : Optional.of(new EngineError(code, node.path("message").asString()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
