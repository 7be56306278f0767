package dev.sockeye.cli.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Terminal;

/** Connects to a server and does what is wished, for people and for scripts. */
public final class Connect {
    private Connect() {}

    /**
     * Connects, by way of the terminal where a person sits there, else of what is piped in. Returns when everything is done.
     *
     * @return the exit status: 0 if all went well, 1 if not, 2 if a script is wrong
     * @throws IllegalArgumentException if the call or the wishes have no sense
     */
    public static int run(Call call, Wishes wishes, Streams streams) {
        var typed = wishes.once().isEmpty() && Screens.typed();
        if (!typed || wishes.json() || !Screens.read()) {
            return script(call, wishes, streams, typed);
        }
        try (var terminal = Screens.open()) {
            return Screens.dumb(terminal)
                    ? talk(call, wishes, streams)
                    : talk(
                            call,
                            wishes,
                            terminal,
                            Remembered.file(System.getenv(), System.getProperty("user.home", ".")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Talks to whoever sits at a terminal that lines can be edited on. */
    static int talk(Call call, Wishes wishes, Terminal terminal, Optional<Path> history) {
        var target = checked(call, wishes);
        // The editor completes what the session knows, and the session tells what happens above the editor's line.
        var outlet = new LateOutlet();
        try (var running = new Running(new Session(target, wishes, outlet))) {
            var session = running.session();
            var editor = Editor.of(terminal, session, history);
            outlet.become(editor.outlet(wishes.colour()));
            new Dialogue(session, outlet).talk(target, wishes, editor);
            return Script.DONE;
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    /** Talks to whoever sits at a terminal that can but print lines. */
    static int talk(Call call, Wishes wishes, Streams streams) {
        var target = checked(call, wishes);
        var outlet = new TextOutlet(streams, () -> {});
        try (var running = new Running(new Session(target, wishes, outlet))) {
            var session = running.session();
            var input = new Input(streams.in());
            new Dialogue(session, outlet).talk(target, wishes, prompt -> input.next());
            return Script.DONE;
        } catch (InterruptedException e) {
            return interrupted();
        }
    }

    /**
     * Does what is piped in, or waits for one event.
     *
     * @param typed whether a person types the lines, who may err
     */
    static int script(Call call, Wishes wishes, Streams streams, boolean typed) {
        var target = checked(call, wishes);
        var runner = Thread.currentThread();
        var unread = new AtomicBoolean();
        Runnable stop = () -> {
            if (unread.compareAndSet(false, true)) {
                runner.interrupt();
            }
        };
        var outlet = wishes.json() ? new JsonOutlet(streams, stop) : new TextOutlet(streams, stop);
        try (var running = new Running(new Session(target, wishes, outlet))) {
            var session = running.session();
            return wishes.once().isPresent()
                    ? Once.run(session, wishes, outlet, streams)
                    : new Script(session, wishes, outlet, typed).run(streams.in());
        } catch (InterruptedException e) {
            // Nobody reads what is printed: that is no failure, head does so.
            return unread.get() ? Script.DONE : interrupted();
        }
    }

    private static int interrupted() {
        Thread.currentThread().interrupt();
        return Script.FAILED;
    }

    private static Target checked(Call call, Wishes wishes) {
        try {
            wishes.emits().forEach(emit -> Verb.parse("emit " + emit));
        } catch (OrderException e) {
            throw new IllegalArgumentException("--emit: " + e.getMessage(), e);
        }
        return Target.of(call);
    }
}
