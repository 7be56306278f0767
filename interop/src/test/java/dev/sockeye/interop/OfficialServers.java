package dev.sockeye.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Servers of the official packages, in one Node process. Confined to one thread. */
final class OfficialServers implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;

    private OfficialServers(Process process) {
        this.process = process;
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    static OfficialServers begin() throws IOException, InterruptedException {
        String program = NodePrograms.folder().resolve("doctor-servers.mjs").toString();
        return new OfficialServers(new ProcessBuilder("node", program)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Starts a server of 2.5.1 or 4.8.4 and returns its port. */
    int start(int version, String options) throws IOException {
        return ask("{\"version\":" + version + ",\"options\":" + options + "}");
    }

    /** Starts a server that has a function besides, see the program. */
    int startWith(String function, int version, String options) throws IOException {
        return ask("{\"version\":" + version + ",\"" + function + "\":true,\"options\":" + options + "}");
    }

    private int ask(String line) throws IOException {
        in.write(line + "\n");
        in.flush();
        String answer = out.readLine();
        if (answer == null) {
            throw new IllegalStateException("the Node process has ended");
        }
        return JsonMapper.shared().readTree(answer).get("port").asInt();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
