package dev.sockeye.cli.connect;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/** Finds out whether a person sits at the other end, and opens the person's terminal. */
final class Screens {
    private static final String PROVIDERS = "jni,exec";
    private static final Size USUAL = new Size(80, 24);

    private Screens() {}

    /** Tells whether lines are typed, not piped. */
    static boolean typed() {
        return terminal(SystemStream.Input);
    }

    /** Tells whether lines are read by a person, not by a program. */
    static boolean read() {
        return terminal(SystemStream.Output);
    }

    private static boolean terminal(SystemStream stream) {
        return provider().filter(provider -> provider.isSystemStream(stream)).isPresent();
    }

    /** Returns the first way to ask about terminals that works here. */
    private static Optional<TerminalProvider> provider() {
        return Stream.of(PROVIDERS.split(","))
                .flatMap(name -> load(name).stream())
                .findFirst();
    }

    private static Optional<TerminalProvider> load(String name) {
        try {
            return Optional.of(TerminalProvider.load(name));
        } catch (IOException | RuntimeException | LinkageError e) {
            // The native half can't be loaded everywhere; then the next way is tried.
            return Optional.empty();
        }
    }

    /** Opens the terminal of the process, also one that can do nothing but print lines. */
    static Terminal open() throws IOException {
        var terminal = TerminalBuilder.builder()
                .name("sockeye")
                .system(true)
                .providers(PROVIDERS)
                .dumb(true)
                .build();
        if (terminal.getWidth() == 0 || terminal.getHeight() == 0) {
            // Pseudo terminals of tools often have no size, and no line would fit.
            terminal.setSize(USUAL);
        }
        return terminal;
    }

    /** Tells whether lines can't be edited there. */
    static boolean dumb(Terminal terminal) {
        return terminal.getType().startsWith(Terminal.TYPE_DUMB);
    }
}
