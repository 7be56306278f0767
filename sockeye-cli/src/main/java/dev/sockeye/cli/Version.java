package dev.sockeye.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Says which versions are at work. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var own = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "sockeye " + (own == null ? "(not packaged)" : own),
            "browser clients " + client("4") + " and " + client("2"),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
        };
    }

    private static String client(String line) {
        try (var stream = Version.class.getResourceAsStream("/META-INF/sockeye/client/" + line + "/version")) {
            return stream == null ? "(none)" : new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
