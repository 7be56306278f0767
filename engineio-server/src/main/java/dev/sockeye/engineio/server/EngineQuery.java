package dev.sockeye.engineio.server;

import org.jspecify.annotations.Nullable;

/**
 * Holds those parameters of a request's query that are the engine's; of a repeated one the last counts. Each request has
 * them and few have others, so they are read without making a map, and what they mostly say is not copied. Confined to
 * the thread that reads it.
 */
final class EngineQuery {
    private static final String[] NAMES = {"EIO", "transport", "sid", "j", "b64"};
    private static final String[] VALUES = {"4", "3", "polling", "websocket"};

    private final String target;
    private String revision = "3";
    private String transport = "";
    private String sid = "";
    private @Nullable String jsonp;
    private boolean base64;

    private EngineQuery(String target) {
        this.target = target;
    }

    /**
     * Reads the query of a request target.
     *
     * @throws IllegalArgumentException if a percent sign anywhere in it is not followed by two hexadecimal digits
     */
    static EngineQuery of(String target) {
        var query = new EngineQuery(target);
        var begin = target.indexOf('?');
        if (begin >= 0) {
            Query.read(target, begin + 1, query::take);
        }
        return query;
    }

    private void take(int name, int nameEnd, int value, int end) {
        switch (known(NAMES, name, nameEnd)) {
            case "EIO" -> revision = known(VALUES, value, end);
            case "transport" -> transport = known(VALUES, value, end);
            case "sid" -> sid = Query.decode(target, value, end);
            case "j" -> jsonp = Query.decode(target, value, end);
            case "b64" -> base64 = !Query.decode(target, value, end).isEmpty();
            default -> Query.check(target, value, end);
        }
    }

    /** Returns the decoded text, of the words given the very word. */
    private String known(String[] words, int from, int to) {
        for (var word : words) {
            if (word.length() == to - from && target.startsWith(word, from)) {
                return word;
            }
        }
        return Query.decode(target, from, to);
    }

    /** Returns the number of the protocol's revision; an absent one is 3, since its first clients did not send it. */
    String revision() {
        return revision;
    }

    String transport() {
        return transport;
    }

    String sid() {
        return sid;
    }

    @Nullable
    String jsonp() {
        return jsonp;
    }

    boolean base64() {
        return base64;
    }
}
