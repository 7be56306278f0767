package dev.sockeye.cli.connect;

import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/** Lets a person edit lines, complete names and find again what was typed before. Confined to the thread that reads. */
final class Editor implements Keyboard {
    private final LineReader reader;

    private Editor(LineReader reader) {
        this.reader = reader;
    }

    static Editor of(Terminal terminal, Session session, Optional<Path> history) {
        var typing = new Typing(session);
        var builder = LineReaderBuilder.builder()
                .appName("sockeye")
                .terminal(terminal)
                .parser(typing)
                .completer(typing)
                .history(new Remembered())
                .variable(LineReader.HISTORY_SIZE, Remembered.MOST)
                .variable(LineReader.HISTORY_FILE_SIZE, Remembered.MOST)
                // An exclamation mark is part of what is emitted, not of a way to find old lines.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return new Editor(builder.build());
    }

    /** Returns what prints above the line that is being edited. */
    Outlet outlet(boolean colour) {
        return new ScreenOutlet(reader, colour);
    }

    @Override
    public Optional<String> line(String prompt) {
        while (true) {
            try {
                return Optional.of(reader.readLine(prompt));
            } catch (UserInterruptException e) {
                // Ctrl-C takes back what was typed, and ends where nothing was.
                if (e.getPartialLine().isEmpty()) {
                    return Optional.empty();
                }
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }
}
