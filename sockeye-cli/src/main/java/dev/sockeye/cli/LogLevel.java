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

    /** Applies the level to Sockeye, and one that tells less to the libraries below. */
    void apply() {
        root().setLevel(this == DEBUG || this == TRACE ? Level.INFO : this == INFO ? Level.WARN : level());
        ((Logger) LoggerFactory.getLogger("dev.sockeye")).setLevel(level());
    }

    private Level level() {
        return Level.toLevel(name());
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
