package dev.sockeye.cli.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Holds a few different messages that are sent in turn, and what a right server answers to each. All requests have the
 * same length, and so have all answers: where a byte stands then says which message it belongs to. Immutable.
 *
 * @param messages in the order in which they are sent
 * @param prefix how an answer begins, and nothing else does
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Workload(List<Message> messages, byte[] prefix) {
    private static final int MOST_MESSAGES = 64;
    private static final int MOST_BYTES = 256 * 1024;
    private static final String FILLER = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Is a message and its answer, each with its attachments. */
    record Message(List<Payload> request, List<Payload> reply) {}

    static Workload of(Scenario scenario, int size, int eio, EventNames names) {
        return switch (scenario) {
            case ACK -> acknowledged(size, names.of("message-with-ack"));
            case OBJECT -> events(size, names.of("message"), names.of("message-back"), n -> object(n, size));
            case RECORD -> events(size, names.of("record"), names.of("record-back"), n -> object(n, size));
            case BINARY -> binary(size, eio, names.of("message"), names.of("message-back"));
            case BROADCAST -> events(size, names.of("broadcast"), names.of("broadcast"), n -> quoted(text(n, size)));
            default -> events(size, names.of("message"), names.of("message-back"), n -> quoted(text(n, size)));
        };
    }

    /** Makes messages to a room. */
    static Workload room(String room, int size, EventNames names) {
        var event = names.of("room");
        return make(size, event(event), n -> {
            var value = quoted(text(n, size));
            return new Message(
                    List.of(Payload.text(event(event) + ',' + quoted(room) + ',' + value + ']')),
                    List.of(Payload.text(event(event) + ',' + value + ']')));
        });
    }

    /** Tells whether a server's answers have the very bytes that they should have. */
    boolean sameAnswers(Workload other) {
        for (var i = 0; i < other.messages.size(); i++) {
            var mine = messages.get(i).reply();
            for (var part = 0; part < mine.size(); part++) {
                if (!mine.get(part).same(other.messages.get(i).reply().get(part))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the same with answers as a server really gives them; only the first if they differ in length. */
    Workload answered(List<List<Payload>> replies) {
        var learned = new ArrayList<Message>();
        if (replies.stream().map(Workload::length).distinct().count() > 1) {
            return new Workload(List.of(new Message(messages.get(0).request(), replies.get(0))), prefix);
        }
        for (var i = 0; i < replies.size(); i++) {
            learned.add(new Message(messages.get(i).request(), replies.get(i)));
        }
        return new Workload(List.copyOf(learned), prefix);
    }

    private static int length(List<Payload> payloads) {
        return payloads.stream().mapToInt(payload -> payload.bytes().length).sum();
    }

    private static Workload events(int size, String event, String back, IntFunction<String> argument) {
        return make(size, event(back), n -> {
            var rest = ',' + argument.apply(n) + ']';
            return new Message(List.of(Payload.text(event(event) + rest)), List.of(Payload.text(event(back) + rest)));
        });
    }

    private static Workload acknowledged(int size, String event) {
        return make(size, "43", n -> {
            var id = 10 + n;
            var argument = quoted(text(n, size));
            return new Message(
                    List.of(Payload.text("42" + id + "[\"" + event + "\"," + argument + ']')),
                    List.of(Payload.text("43" + id + '[' + argument + ']')));
        });
    }

    private static Workload binary(int size, int eio, String event, String back) {
        var rest = ",{\"_placeholder\":true,\"num\":0}]";
        return make(size, "451-[\"" + back + '"', n -> {
            var attachment = new Payload(false, attachment(n, size, eio));
            return new Message(
                    List.of(Payload.text("451-[\"" + event + '"' + rest), attachment),
                    List.of(Payload.text("451-[\"" + back + '"' + rest), attachment));
        });
    }

    private static Workload make(int size, String prefix, IntFunction<Message> message) {
        var count = size < 2 ? 1 : Math.max(1, Math.min(MOST_MESSAGES, MOST_BYTES / size));
        var messages = new ArrayList<Message>();
        for (var n = 0; n < count; n++) {
            messages.add(message.apply(n));
        }
        return new Workload(List.copyOf(messages), prefix.getBytes(StandardCharsets.US_ASCII));
    }

    private static String event(String name) {
        return "42[\"" + name + '"';
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Returns a text that tells its number and is as long as asked for. */
    private static String text(int n, int size) {
        var text = new StringBuilder(size);
        if (size >= 2) {
            text.append(10 + n);
        }
        for (var i = n; text.length() < size; i++) {
            text.append(FILLER.charAt(i % FILLER.length()));
        }
        return text.toString();
    }

    /** Returns an object with members of several kinds, as many bytes as asked for if that is enough for them. */
    static String object(int n, int size) {
        var head = "{\"id\":" + (10 + n)
                + ",\"user\":\"ada\",\"room\":\"lobby\",\"sentAt\":1700000000123,\"urgent\":false,"
                + "\"tags\":[\"one\",\"two\"],\"text\":\"";
        return head + text(n, Math.max(2, size - head.length() - 2)) + "\"}";
    }

    private static byte[] attachment(int n, int size, int eio) {
        // A binary frame of revision 3 begins with the packet's type.
        var offset = eio == 3 ? 1 : 0;
        var bytes = new byte[size + offset];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (n + i * 7);
        }
        if (eio == 3) {
            bytes[0] = 4;
        }
        return bytes;
    }
}
