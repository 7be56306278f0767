package dev.sockeye.cli.connect;

import org.jline.reader.LineReader;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Tells people above the line that they are typing. Thread-safe. */
final class ScreenOutlet implements Outlet {
    private static final int LONGEST = 4_000;
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle PLACE = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle NEWS = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle FAULT = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final LineReader reader;
    private final boolean colour;

    ScreenOutlet(LineReader reader, boolean colour) {
        this.reader = reader;
        this.colour = colour;
    }

    @Override
    public void show(Happening happening) {
        var line = happening.line();
        var text = new AttributedStringBuilder();
        text.styled(style(FAINT), Clocked.day()).append(' ');
        if (!line.namespace().isEmpty()) {
            text.styled(style(PLACE), Shown.harmless(line.namespace())).append(' ');
        }
        text.styled(
                style(
                        switch (line.tone()) {
                            case DATA -> AttributedStyle.BOLD;
                            case NEWS -> NEWS;
                            case FAULT -> FAULT;
                        }),
                line.subject());
        if (!line.rest().isEmpty()) {
            text.append(' ').append(cut(line.rest()));
        }
        reader.printAbove(text.toAttributedString());
    }

    @Override
    public void say(String text) {
        reader.printAbove(text);
    }

    private AttributedStyle style(AttributedStyle style) {
        return colour ? style : AttributedStyle.DEFAULT;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (" + text.length() + " characters; all of it with --json)";
    }
}
