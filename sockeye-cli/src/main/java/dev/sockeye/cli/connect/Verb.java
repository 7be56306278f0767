package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists what a line can begin with, and reads what follows. */
enum Verb {
    EMIT("emit <event> [<value>...]", "emits an event") {
        @Override
        Order read(List<Word> rest) {
            return new Order.Emit(event(rest), Literal.of(rest.subList(1, rest.size())));
        }
    },
    ACK("ack <event> [<value>...]", "emits an event and shows the acknowledgement") {
        @Override
        Order read(List<Word> rest) {
            return new Order.Ack(event(rest), Literal.of(rest.subList(1, rest.size())));
        }
    },
    ANSWER("answer <n> [<value>...]", "acknowledges the event that was shown with that number") {
        @Override
        Order read(List<Word> rest) {
            if (rest.isEmpty() || !rest.get(0).text().matches("[0-9]{1,9}")) {
                throw wrong();
            }
            return new Order.Answer(Integer.parseInt(rest.get(0).text()), Literal.of(rest.subList(1, rest.size())));
        }
    },
    JOIN("join <namespace> [<auth>]", "joins a namespace, with a JSON object or @file as auth, and uses it") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 1, 2);
            var auth = rest.size() == 1 ? Optional.<Word>empty() : Optional.of(rest.get(1));
            return new Order.Join(namespace(rest), auth.map(word -> Literal.auth(word.text())));
        }
    },
    LEAVE("leave [<namespace>]", "leaves a namespace") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 0, 1);
            return new Order.Leave(rest.isEmpty() ? Optional.empty() : Optional.of(namespace(rest)));
        }
    },
    USE("use <namespace>", "emits to another joined namespace from now on") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 1, 1);
            return new Order.Use(namespace(rest));
        }
    },
    WAIT(
            "wait <event> [<time>]",
            "goes on when that event has come; for scripts; also connect, disconnect, connect_error") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 1, 2);
            var limit = rest.size() == 1 ? Optional.<Duration>empty() : Optional.of(time(rest.get(1)));
            return new Order.Wait(Literal.name(rest.get(0)), limit);
        }
    },
    STATUS("status", "tells transport, protocol, ids and latency") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 0, 0);
            return new Order.Status();
        }
    },
    DISCONNECT("disconnect", "leaves all namespaces") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 0, 0);
            return new Order.Disconnect();
        }
    },
    CONNECT("connect", "joins them again") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 0, 0);
            return new Order.Connect();
        }
    },
    HELP("help", "shows this") {
        @Override
        Order read(List<Word> rest) {
            return new Order.Help();
        }
    },
    QUIT("quit", "disconnects and ends") {
        @Override
        Order read(List<Word> rest) {
            count(rest, 0, 0);
            return new Order.Quit();
        }
    };

    private final String usage;
    private final String meaning;

    Verb(String usage, String meaning) {
        this.usage = usage;
        this.meaning = meaning;
    }

    /** Reads what follows the verb. */
    abstract Order read(List<Word> rest);

    /**
     * Reads a line.
     *
     * @throws OrderException if it can't be understood
     */
    static Order parse(String line) {
        if (line.isBlank() || line.stripLeading().startsWith("#")) {
            return new Order.Nothing();
        }
        var words = Word.of(line);
        var first = words.get(0).text();
        return Stream.of(values())
                .filter(verb -> verb.word().equals(first))
                .findFirst()
                .orElseThrow(() -> new OrderException(Shown.brief(first) + ": no command (expected: "
                        + Stream.of(values()).map(Verb::word).collect(Collectors.joining(", ")) + ")"))
                .read(words.subList(1, words.size()));
    }

    /** Returns the verb as it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns all that can be typed, one line each. */
    static String help() {
        var lines = Stream.of(values())
                .map(verb -> String.format(Locale.ROOT, "  %-26s %s%n", verb.usage, verb.meaning))
                .collect(Collectors.joining());
        return lines
                + String.format(
                        Locale.ROOT,
                        "%nA value is JSON, a bare word for a text, 'a text with blanks', @file or hex:00ff for"
                                + " bytes.%nBinary within JSON: {\"$base64\":\"AP8=\"}.");
    }

    String event(List<Word> rest) {
        if (rest.isEmpty()) {
            throw wrong();
        }
        return Literal.name(rest.get(0));
    }

    String namespace(List<Word> rest) {
        var name = Literal.name(rest.get(0));
        if (name.indexOf(',') >= 0) {
            throw new OrderException(Shown.brief(name) + " (expected: a namespace, such as /chat)");
        }
        return name.startsWith("/") ? name : '/' + name;
    }

    void count(List<Word> rest, int least, int most) {
        if (rest.size() < least || rest.size() > most) {
            throw wrong();
        }
    }

    static Duration time(Word word) {
        return Span.parse(word.text())
                .orElseThrow(() -> new OrderException(Shown.brief(word.text()) + " (expected: " + Span.EXPECTED + ")"));
    }

    OrderException wrong() {
        return new OrderException("expected: " + usage);
    }
}
