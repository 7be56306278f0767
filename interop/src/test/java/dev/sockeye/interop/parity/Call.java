package dev.sockeye.interop.parity;

import dev.sockeye.socketio.events.Args;
import dev.sockeye.socketio.server.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Is an operation that a client asks for: a name and what belongs to it. Immutable.
 *
 * @param socket for whom it is done
 * @param at where its name stands among the arguments
 */
record Call(Socket socket, Args args, int at) {
    String name() {
        return args.get(at, String.class);
    }

    String text(int index) {
        return args.get(at + 1 + index, String.class);
    }

    int number(int index) {
        return args.get(at + 1 + index, Integer.class);
    }

    boolean flag(int index) {
        return optional(index, Boolean.class).orElse(false);
    }

    <T> Optional<T> optional(int index, Class<T> type) {
        return args.optional(at + 1 + index, type);
    }

    JsonNode tree(int index) {
        return args.tree(at + 1 + index);
    }

    /** Returns one text, or a list of texts. */
    String[] texts(int index) {
        return texts(tree(index));
    }

    static String[] texts(JsonNode node) {
        var all = new ArrayList<String>();
        if (node.isString()) {
            all.add(node.stringValue());
        }
        node.forEach(element -> all.add(element.stringValue()));
        return all.toArray(String[]::new);
    }

    /** Returns the arguments behind, to be passed on as they are. */
    Object[] rest(int index) {
        return IntStream.range(at + 1 + index, args.size())
                .mapToObj(i -> args.encoded().element(i))
                .toArray();
    }

    /** Returns the call that begins behind, done for another socket. */
    Call inner(Socket other, int index) {
        return new Call(other, args, at + 1 + index);
    }

    /** Returns arguments decoded, so that they must be encoded anew. */
    static Object[] trees(Args args) {
        return IntStream.range(0, args.size()).mapToObj(args::tree).toArray();
    }

    static List<Object> values(Args args) {
        return List.copyOf(args.encoded().elements());
    }
}
