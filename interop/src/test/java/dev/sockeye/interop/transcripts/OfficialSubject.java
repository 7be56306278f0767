package dev.sockeye.interop.transcripts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server of an official package in a Node process, by which the replay itself is proved. Needs the directories in
 * which socket.io 2.5.1 and 4.8.4 are installed; see {@link TranscriptsTest}.
 */
final class OfficialSubject implements Subject {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Node node;
    private final int port;

    private OfficialSubject(Node node, int port) {
        this.node = node;
        this.port = port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<String> log() {
        return node.call(command("log"))
                .get("log")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Override
    public void disconnect(boolean close) {
        node.call(command("disconnect").put("close", close));
    }

    @Override
    public void shutdown() {
        node.call(command("shutdown"));
    }

    @Override
    public void close() {
        node.call(command("stop"));
    }

    private ObjectNode command(String name) {
        return JSON.createObjectNode().put("op", name).put("port", port);
    }

    /** The Node process that holds the servers. One command at a time. */
    static final class Node implements AutoCloseable {
        private final Process process;
        private final Writer in;
        private final BufferedReader out;

        Node(Path script, String... packages) {
            ProcessBuilder builder = new ProcessBuilder("node", script.toString(), packages[0], packages[1]);
            builder.redirectError(ProcessBuilder.Redirect.INHERIT);
            try {
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        Subject start(Setup setup) {
            ObjectNode command = JSON.createObjectNode().put("op", "start").put("version", setup.version());
            command.set("config", setup.config());
            return new OfficialSubject(this, call(command).get("port").asInt());
        }

        private JsonNode call(ObjectNode command) {
            try {
                in.write(command + "\n");
                in.flush();
                String answer = out.readLine();
                if (answer == null) {
                    throw new IllegalStateException("the Node process has ended");
                }
                return JSON.readTree(answer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
