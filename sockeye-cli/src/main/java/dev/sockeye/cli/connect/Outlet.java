package dev.sockeye.cli.connect;

/** Is where people, or programs, are told. Any thread. */
interface Outlet {
    /** Tells what happened. */
    void show(Happening happening);

    /** Tells people something about what they asked for. */
    void say(String text);
}
