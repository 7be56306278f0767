package dev.sockeye.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Servers of the official engine.io packages, in one Node process. Guarded by this. */
final class OfficialEngines implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private OfficialEngines(Process process) {
        this.process = process;
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    static OfficialEngines begin() throws IOException, InterruptedException {
        String program = NodePrograms.folder().resolve("engines.mjs").toString();
        return new OfficialEngines(new ProcessBuilder("node", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts a server of engine.io 3.6 or 6.6. */
    URI start(int revision, String options) {
        return URI.create("http://127.0.0.1:"
                + ask("{\"start\":" + revision + ",\"options\":" + options + "}")
                        .get("port")
                        .asInt());
    }

    /** Returns how many sessions a server has. */
    int clients(URI server) {
        return ask("{\"clients\":" + server.getPort() + "}").get("clients").asInt();
    }

    private synchronized JsonNode ask(String line) {
        try {
            in.write(line + "\n");
            in.flush();
            String answer = out.readLine();
            if (answer == null) {
                throw new IllegalStateException("the Node process has ended");
            }
            return JsonMapper.shared().readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
