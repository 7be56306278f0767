package dev.sockeye.cli.connect;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/**
 * Is where a command reads and writes.
 *
 * @param in what is typed or piped in, as UTF-8
 * @param out what is asked for
 * @param err progress and errors
 * @param broken tells whether nobody reads out any more, beside what out knows itself
 * @param unicode whether out and err take all characters; else others than those of ASCII are written as JSON writes them
 */
public record Streams(InputStream in, PrintWriter out, PrintWriter err, BooleanSupplier broken, boolean unicode) {
    /** Writes a line where it is asked for; tells whether somebody still reads there. */
    boolean print(String line) {
        out.println(encodable(line));
        return !out.checkError() && !broken.getAsBoolean();
    }

    /** Writes a line of progress. */
    void tell(String line) {
        err.println(encodable(line));
        err.flush();
    }

    private String encodable(String line) {
        if (unicode || line.chars().allMatch(c -> c < 128)) {
            return line;
        }
        var text = new StringBuilder(line.length() + 16);
        line.chars().forEach(c -> {
            if (c < 128) {
                text.append((char) c);
            } else {
                text.append(String.format("\\u%04x", c));
            }
        });
        return text.toString();
    }
}
