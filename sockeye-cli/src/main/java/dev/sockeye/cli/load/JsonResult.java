package dev.sockeye.cli.load;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a result for machines. */
final class JsonResult {
    private static final JsonMapper JSON = JsonMapper.shared();

    private JsonResult() {}

    static String of(LoadResult result) {
        var settings = result.settings();
        var document = JSON.createObjectNode()
                .put("scenario", settings.scenario().toString())
                .put("transport", settings.route().toString())
                .put("eio", settings.eio())
                .put("connections", result.connections())
                .put("inFlight", settings.window())
                .put("size", settings.size())
                .put("rate", settings.rate())
                .put("good", result.good())
                .put("perSecond", result.median(Round::perSecond));
        if (settings.serverPid().isPresent()) {
            document.put("perServerCpuSecond", result.median(Round::perCpuSecond))
                    .put("serverCores", result.median(round -> round.cpuSeconds() / round.seconds()))
                    .put("serverResidentBytes", result.median(Round::residentBytes));
        }
        latency(document.putObject("latencyMicros"), result);
        var figures = document.putObject("figures");
        result.figures().forEach(figures::put);
        var verdict = result.verdict();
        document.putObject("verdict")
                .put("wrong", verdict.wrong())
                .put("unanswered", verdict.lost())
                .put("closed", verdict.closed())
                .put("notOpened", verdict.failed())
                .put("otherEvents", verdict.others())
                .put("example", verdict.example());
        var notes = document.putArray("notes");
        result.notes().forEach(notes::add);
        var rounds = document.putArray("rounds");
        for (var round : result.rounds()) {
            rounds.addObject()
                    .put("seconds", round.seconds())
                    .put("operations", round.operations())
                    .put("serverCpuSeconds", round.cpuSeconds())
                    .put("serverSystemSeconds", round.systemSeconds())
                    .put("serverResidentBytes", round.residentBytes())
                    .put("generatorCpuSeconds", round.generatorSeconds())
                    .put("p50Micros", round.micros(50))
                    .put("p99Micros", round.micros(99));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static void latency(ObjectNode node, LoadResult result) {
        node.put("p50", result.median(round -> round.micros(50)))
                .put("p90", result.median(round -> round.micros(90)))
                .put("p99", result.median(round -> round.micros(99)))
                .put("p99.9", result.median(round -> round.micros(99.9)))
                .put("max", result.median(round -> round.micros(100)));
    }
}
