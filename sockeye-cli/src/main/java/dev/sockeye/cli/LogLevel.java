package dev.sockeye.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Lists how much is logged. */
enum LogLevel {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    /** Applies the level to all of Sockeye, and at most {@code info} to what is below it. */
    void apply() {
        var level = Level.toLevel(name());
        root().setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        ((Logger) LoggerFactory.getLogger("dev.sockeye")).setLevel(level);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    /** Returns the name as it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
