package dev.sockeye.cli.connect;

/**
 * Is a happening in words.
 *
 * @param namespace where it happened; empty if not in one
 * @param subject what stands out, such as the name of an event
 * @param rest the remaining words
 */
record Line(String namespace, String subject, String rest, Tone tone) {
    /** Lists what lines can be. */
    enum Tone {
        /** What the server sent. */
        DATA,
        /** What became of the connection. */
        NEWS,
        /** What went wrong. */
        FAULT
    }

    /** Returns the words without the time. */
    String text() {
        return (namespace.isEmpty() ? "" : Shown.harmless(namespace) + ' ')
                + subject
                + (rest.isEmpty() ? "" : ' ' + rest);
    }
}
