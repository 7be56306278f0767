package dev.sockeye.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The Node programs of this module. Their npm packages are installed here when they are missing or out of date. */
final class NodePrograms {
    private static final Path FOLDER = Path.of("src/test/js").toAbsolutePath();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int OLDEST_NODE = 20;
    private static boolean ready;

    private NodePrograms() {}

    /** Returns the folder of the programs, with all of their packages installed. */
    static synchronized Path folder() throws IOException, InterruptedException {
        if (!ready) {
            requireNode();
            installPackages();
            ready = true;
        }
        return FOLDER;
    }

    /** Returns what a program prints that ends by itself. */
    static String output(String program) throws IOException, InterruptedException {
        return output(List.of("node", folder().resolve(program).toString()), program + " failed");
    }

    private static void requireNode() throws IOException, InterruptedException {
        String needed =
                "The tests with the official JavaScript clients need Node " + OLDEST_NODE + " or newer with npm. ";
        String node = output(List.of("node", "--version"), needed + "There is no `node` on the PATH.");
        int major = Integer.parseInt(node.substring(1, node.indexOf('.')));
        if (major < OLDEST_NODE) {
            throw new IllegalStateException(needed + "The `node` on the PATH is " + node + ".");
        }
        output(List.of(npm(), "--version"), needed + "There is no `npm` on the PATH.");
    }

    private static String output(List<String> command, String otherwise) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() == 0) {
                return text;
            }
        } catch (IOException absent) {
            throw new IllegalStateException(otherwise, absent);
        }
        throw new IllegalStateException(otherwise);
    }

    private static void installPackages() throws IOException, InterruptedException {
        Path stamp = FOLDER.resolve("node_modules/.installed-from");
        String lock = digest(FOLDER.resolve("package-lock.json"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(lock)) {
            return;
        }
        Files.createDirectories(TARGET);
        Path log = TARGET.resolve("npm-ci.log");
        Process process = new ProcessBuilder(npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("`npm ci` took more than five minutes; what it said is in " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("`npm ci` failed:\n" + Files.readString(log));
        }
        Files.writeString(stamp, lock);
    }

    private static String npm() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows") ? "npm.cmd" : "npm";
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
            digesting.readAllBytes();
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
