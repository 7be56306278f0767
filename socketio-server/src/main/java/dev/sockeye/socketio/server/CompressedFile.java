package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Lists the forms in which a file can be sent, best first. */
enum CompressedFile {
    /** Only where it was packed so: the platform can't make it. */
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    DEFLATE("deflate", ".zz");

    private final String coding;
    private final String suffix;

    CompressedFile(String coding, String suffix) {
        this.coding = coding;
        this.suffix = suffix;
    }

    /** Returns its name in {@code Content-Encoding}. */
    String coding() {
        return coding;
    }

    /** Returns what the name of a file in this form ends with. */
    String suffix() {
        return suffix;
    }

    /** Returns the forms that a client takes, by its {@code Accept-Encoding}. */
    static List<CompressedFile> accepted(String header) {
        var accepted = new ArrayList<CompressedFile>(3);
        for (var form : values()) {
            for (var part : header.split(",", -1)) {
                var pieces = part.strip().toLowerCase(Locale.ROOT).split(";", 2);
                if (pieces[0].strip().equals(form.coding) && !(pieces.length > 1 && refused(pieces[1]))) {
                    accepted.add(form);
                    break;
                }
            }
        }
        return accepted;
    }

    private static boolean refused(String weight) {
        return weight.strip().matches("q\\s*=\\s*0(\\.0*)?");
    }

    /** Returns a file in this form, as it was packed or made now; empty if it is neither packed nor can be made. */
    Bytes of(Bytes plain, byte @Nullable [] packed) {
        if (packed != null) {
            return Bytes.wrap(packed);
        }
        if (this == BROTLI) {
            return Bytes.EMPTY;
        }
        var out = new ByteArrayOutputStream(plain.length() / 2);
        try (OutputStream stream = this == GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out)) {
            stream.write(plain.array(), plain.offset(), plain.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.wrap(out.toByteArray());
    }
}
