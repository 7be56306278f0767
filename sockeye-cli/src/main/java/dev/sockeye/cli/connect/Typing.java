package dev.sockeye.cli.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Helps with what is being typed: commands, names of events, namespaces, numbers of questions. Thread-safe. */
final class Typing implements Completer, Parser {
    private final Session session;

    Typing(Session session) {
        this.session = session;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        if (line.wordIndex() == 0) {
            Stream.of(Verb.values()).map(Verb::word).forEach(word -> candidates.add(new Candidate(word)));
        } else if (line.wordIndex() == 1) {
            switch (line.words().get(0)) {
                case "emit", "ack" ->
                    session.reporter().names().all().stream()
                            .map(Shown::name)
                            .forEach(name -> candidates.add(new Candidate(name)));
                case "join", "leave", "use" ->
                    session.namespaces().forEach(name -> candidates.add(new Candidate(name)));
                case "answer" -> session.questions().numbers().forEach(n -> candidates.add(new Candidate(n)));
                default -> {
                    // Takes nothing that is known.
                }
            }
        }
    }

    /** Takes a line apart at its blanks, as far as it is typed; {@link Verb#parse} does so in earnest. */
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        var words = new ArrayList<String>();
        var begin = 0;
        for (var i = 0; i < cursor; i++) {
            if (Character.isWhitespace(line.charAt(i))) {
                if (i > begin) {
                    words.add(line.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        words.add(line.substring(begin, cursor));
        return new Typed(line, cursor, List.copyOf(words));
    }

    private record Typed(String line, int cursor, List<String> words) implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(words.size() - 1);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        /** Returns the candidate as it is: names are offered as they are typed. */
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word().length();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }
    }
}
