package dev.sockeye.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of {@code node run.mjs <suite>}: says which cases there will be, makes a test of each, and starts and stops the
 * servers that the cases ask for. One thread reads what the process reports and answers it; tests wait on futures.
 */
final class NodeSuite {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SECONDS_TO_START = 60;
    private static final int SECONDS_FOR_A_CASE = 120;

    private final Process process;
    private final Path log;
    private final Writer answers;
    private final TestServer.Starter starter;
    private final Map<Integer, TestServer> servers = new ConcurrentHashMap<>();
    private final CompletableFuture<List<String>> plan = new CompletableFuture<>();
    private final Map<String, CompletableFuture<JsonNode>> outcomes = new ConcurrentHashMap<>();
    private final Queue<CompletableFuture<Void>> stopping = new ConcurrentLinkedQueue<>();
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    private NodeSuite(Process process, Path log, TestServer.Starter starter) {
        this.process = process;
        this.log = log;
        this.starter = starter;
        this.answers = process.outputWriter(StandardCharsets.UTF_8);
    }

    static NodeSuite start(TestServer.Starter starter, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Path folder = NodePrograms.folder();
        Path log = Path.of("target", "node-" + String.join("-", arguments).replaceAll("[^\\w.]+", "-") + ".log");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of("node", "run.mjs"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(log.toFile());
        builder.environment().putAll(environment);
        NodeSuite suite = new NodeSuite(builder.start(), log, starter);
        Thread reader = new Thread(suite::read, "node-" + String.join("-", arguments));
        reader.setDaemon(true);
        reader.start();
        return suite;
    }

    /** Returns a test for each case, in the order in which they run. */
    Stream<DynamicTest> tests() throws Exception {
        List<String> names = plan.get(SECONDS_TO_START, TimeUnit.SECONDS);
        return names.stream().map(name -> DynamicTest.dynamicTest(name, () -> await(name)));
    }

    private void await(String name) throws Exception {
        JsonNode outcome;
        try {
            outcome = outcome(name).get(SECONDS_FOR_A_CASE, TimeUnit.SECONDS);
        } catch (ExecutionException ended) {
            throw new AssertionError(name + ": " + ended.getMessage(), ended);
        } catch (TimeoutException silent) {
            throw new AssertionError(name + ": no report after " + SECONDS_FOR_A_CASE + " s. Notes: " + notes, silent);
        }
        if (!outcome.path("ok").asBoolean()) {
            throw new AssertionError(name + ": " + outcome.path("problem").asString() + noted());
        }
    }

    private String noted() {
        return notes.isEmpty() ? "" : "\nThe process has noted so far: " + notes;
    }

    private CompletableFuture<JsonNode> outcome(String name) {
        return outcomes.computeIfAbsent(name, absent -> new CompletableFuture<>());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                handle(JSON.readTree(line));
            }
            ended("the Node process ended with " + process.waitFor() + " before it reported this.");
        } catch (Exception e) {
            ended("the reports of the Node process could not be read: " + e);
        }
    }

    private void handle(JsonNode line) throws IOException {
        if (line.has("plan")) {
            plan.complete(line.get("plan").valueStream().map(JsonNode::asString).toList());
        } else if (line.has("case")) {
            outcome(line.get("case").asString()).complete(line);
        } else if (line.has("ask")) {
            answer(line);
        } else {
            notes.add(line.path("note").asString());
        }
    }

    private void answer(JsonNode question) throws IOException {
        int id = question.get("ask").asInt();
        ObjectNode answer = JSON.createObjectNode().put("answer", id);
        try {
            if (question.get("what").asString().equals("start")) {
                List<String> args = question.get("args")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
                boolean ownProcess = question.path("ownProcess").asBoolean();
                TestServer server = starter.start(question.get("command").asString(), args, ownProcess);
                servers.put(id, server);
                answer.put("server", id).put("url", server.url());
            } else {
                stop(question.get("server").asInt(), question);
            }
        } catch (Exception e) {
            answer.put("error", e.toString());
        }
        answers.write(answer + "\n");
        answers.flush();
    }

    private void stop(int id, JsonNode question) throws Exception {
        TestServer server = servers.remove(id);
        if (server == null) {
            return;
        }
        boolean kill = question.path("kill").asBoolean();
        if (!question.path("background").asBoolean()) {
            server.stop(kill);
            return;
        }
        // A server may wait some seconds for clients that don't come back; the next case need not.
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        stopping.add(stopped);
        Thread stopper = new Thread(
                () -> {
                    try {
                        server.stop(kill);
                        stopped.complete(null);
                    } catch (Exception e) {
                        stopped.completeExceptionally(e);
                    }
                },
                "stop-" + server.url());
        stopper.start();
    }

    private void ended(String how) {
        IllegalStateException problem = new IllegalStateException(how + " It wrote: " + written() + noted());
        plan.completeExceptionally(problem);
        plan.getNow(List.of()).forEach(name -> outcome(name).completeExceptionally(problem));
    }

    private String written() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 4000));
        } catch (IOException e) {
            return "(" + e + ")";
        }
    }

    /** Ends the process and every server that it has left behind. */
    void end() throws Exception {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        for (TestServer server : new LinkedHashMap<>(servers).values()) {
            server.stop(true);
        }
        CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }
}
