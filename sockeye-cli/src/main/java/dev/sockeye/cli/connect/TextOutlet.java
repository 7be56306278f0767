package dev.sockeye.cli.connect;

/** Tells in lines of text: what the server sent where it is asked for, everything else beside it. Thread-safe. */
final class TextOutlet implements Outlet {
    private final Streams streams;
    private final Runnable unread;

    /** Makes one that says so when nobody reads any more. */
    TextOutlet(Streams streams, Runnable unread) {
        this.streams = streams;
        this.unread = unread;
    }

    @Override
    public void show(Happening happening) {
        var line = happening.line();
        var text = Clocked.day() + ' ' + line.text();
        if (line.tone() != Line.Tone.DATA) {
            streams.tell(text);
        } else if (!streams.print(text)) {
            unread.run();
        }
    }

    @Override
    public void say(String text) {
        streams.tell(text);
    }
}
