package dev.sockeye.socketio.netty;

import dev.sockeye.engineio.protocol.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Is a way to compress a body (RFC 9110, section 8.4.1). */
enum ContentCoding {
    GZIP,
    DEFLATE;

    private static final int LONGEST = 1024;

    /** Chooses what a client accepts, the first named one where it likes both; null for neither. */
    static @Nullable ContentCoding choose(String acceptEncoding) {
        if (acceptEncoding.length() > LONGEST) {
            return null;
        }
        ContentCoding best = null;
        var bestWeight = 0.0;
        for (var from = 0; from <= acceptEncoding.length(); ) {
            var comma = acceptEncoding.indexOf(',', from);
            var to = comma < 0 ? acceptEncoding.length() : comma;
            var part = acceptEncoding.substring(from, to).strip().toLowerCase(Locale.ROOT);
            var semicolon = part.indexOf(';');
            var coding = named((semicolon < 0 ? part : part.substring(0, semicolon)).strip());
            var weight =
                    semicolon < 0 ? 1.0 : weight(part.substring(semicolon + 1).strip());
            if (coding != null && weight > bestWeight) {
                best = coding;
                bestWeight = weight;
            }
            from = to + 1;
        }
        return best;
    }

    String token() {
        return this == GZIP ? "gzip" : "deflate";
    }

    Bytes encode(Bytes body) {
        var out = new ByteArrayOutputStream(body.length() / 2 + 64);
        try (var coder = this == GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            coder.write(body.array(), body.offset(), body.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.wrap(out.toByteArray());
    }

    private static @Nullable ContentCoding named(String token) {
        return switch (token) {
            case "gzip", "x-gzip", "*" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> null;
        };
    }

    private static double weight(String parameter) {
        // A qvalue is at most 0.000 or 1.000; anything else counts as a refusal.
        if (!parameter.startsWith("q=") || parameter.length() > 7) {
            return 0;
        }
        var value = parameter.substring(2);
        for (var i = 0; i < value.length(); i++) {
            if (i == 1 ? value.charAt(i) != '.' : !Grammar.digit(value.charAt(i))) {
                return 0;
            }
        }
        return value.isEmpty() ? 0 : Math.min(1, Double.parseDouble(value));
    }
}
