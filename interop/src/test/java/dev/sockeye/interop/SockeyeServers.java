package dev.sockeye.interop;

import dev.sockeye.cli.EmbeddedServer;
import dev.sockeye.cli.Main;
import dev.sockeye.interop.parity.ParityServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts the commands of {@code sockeye}, and {@code parity}, the server of the cases in {@code cases/parity}. */
final class SockeyeServers implements TestServer.Starter {
    private static final Pattern READY = Pattern.compile("ready on (http\\S+)");

    @Override
    public TestServer start(String command, List<String> args, boolean ownProcess) throws Exception {
        if (command.equals("parity")) {
            return new Parity(ParityServer.start(args));
        }
        return ownProcess ? process(command, args) : new Embedded(EmbeddedServer.start(command, args));
    }

    private static TestServer process(String command, List<String> args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command));
        line.addAll(args);
        Path log = Path.of("target", "sockeye-" + command + ".log");
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String said = out.readLine(); said != null; said = out.readLine()) {
            Matcher ready = READY.matcher(said);
            if (ready.find()) {
                return new Started(process, origin(ready.group(1)));
            }
        }
        throw new IOException("sockeye " + command + " " + args + " ended before it was ready; see " + log);
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private record Embedded(EmbeddedServer server) implements TestServer {
        @Override
        public String url() {
            return server.url();
        }

        @Override
        public void stop(boolean kill) {
            server.close();
        }
    }

    private record Parity(ParityServer server) implements TestServer {
        @Override
        public String url() {
            return server.url();
        }

        @Override
        public void stop(boolean kill) {
            server.close();
        }
    }

    private record Started(Process process, String url) implements TestServer {
        @Override
        public void stop(boolean kill) throws Exception {
            if (kill) {
                process.destroyForcibly().waitFor();
                return;
            }
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("the server did not end within 15 s of SIGTERM");
            }
        }
    }
}
