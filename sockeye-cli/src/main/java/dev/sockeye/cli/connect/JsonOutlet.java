package dev.sockeye.cli.connect;

/** Tells programs: one JSON object a line, and nothing else there. Thread-safe. */
final class JsonOutlet implements Outlet {
    private final Streams streams;
    private final Runnable unread;

    /** Makes one that says so when nobody reads any more. */
    JsonOutlet(Streams streams, Runnable unread) {
        this.streams = streams;
        this.unread = unread;
    }

    @Override
    public void show(Happening happening) {
        var line = Json.object().put("time", Clocked.world()).put("type", happening.type());
        happening.tell(line);
        if (!streams.print(Shown.harmless(Json.write(line)))) {
            unread.run();
        }
        var words = happening.line();
        if (words.tone() == Line.Tone.FAULT) {
            streams.tell(words.text());
        }
    }

    @Override
    public void say(String text) {
        streams.tell(text);
    }
}
