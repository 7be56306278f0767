package dev.sockeye.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Holds what was measured and writes it as text, Markdown and JSON. Confined to one thread. */
final class Table {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LIMIT = "hand";
    private static final double MILLION = 1_000_000;

    private final List<Contestant> contestants;
    private final Map<Row, Map<String, List<Sample>>> samples = new LinkedHashMap<>();
    private final Set<String> remarks = new LinkedHashSet<>();
    private final List<IdleFigures> idle = new ArrayList<>();
    private final List<SlowFigures> slow = new ArrayList<>();

    Table(List<Contestant> contestants) {
        this.contestants = contestants;
    }

    void add(Row row, Contestant contestant, Sample sample) {
        samples.computeIfAbsent(row, key -> new LinkedHashMap<>())
                .computeIfAbsent(contestant.id(), key -> new ArrayList<>())
                .add(sample);
        if (!sample.remark().isEmpty()) {
            remark(contestant.id() + ", " + row.title() + ": " + sample.remark());
        }
    }

    void add(IdleFigures figures) {
        idle.add(figures);
    }

    void add(SlowFigures figures) {
        slow.add(figures);
    }

    void remark(String sentence) {
        remarks.add(sentence);
    }

    /** Returns the tables and what they mean. */
    String markdown(List<String> conditions) {
        var text = new StringBuilder();
        conditions.forEach(line -> text.append("* ").append(line).append('\n'));
        text.append(
                "\nOperations for each second of the server's processor time, and in parentheses the ratio to `hand`; "
                        + "medians of interleaved rounds.\n\n| |");
        contestants.forEach(one -> text.append(' ').append(one.id()).append(" |"));
        text.append("\n| --- |").append(" ---: |".repeat(contestants.size())).append('\n');
        samples.forEach((row, cells) -> {
            text.append("| ").append(row.title()).append(" |");
            contestants.forEach(
                    one -> text.append(' ').append(cell(cells, one.id())).append(" |"));
            text.append('\n');
        });
        text.append('\n');
        contestants.forEach(one -> text.append("* `")
                .append(one.id())
                .append("`: ")
                .append(one.about())
                .append('\n'));
        remarks.forEach(remark -> text.append("* ! ").append(remark).append('\n'));
        if (!slow.isEmpty()) {
            text.append('\n').append(SlowFigures.markdown(slow));
        }
        if (!idle.isEmpty()) {
            text.append('\n').append(IdleFigures.markdown(idle));
        }
        return text.toString();
    }

    String json(List<String> conditions) {
        var document = JSON.createObjectNode();
        var told = document.putArray("conditions");
        conditions.forEach(told::add);
        var rows = document.putArray("rows");
        samples.forEach((row, cells) -> {
            var node = rows.addObject().put("id", row.id()).put("title", row.title());
            var servers = node.putObject("servers");
            cells.forEach((id, list) -> {
                var server = servers.putObject(id)
                        .put("perCpuSecond", median(list, Sample::perCpuSecond))
                        .put("perSecond", median(list, Sample::perSecond))
                        .put("p99Micros", median(list, Sample::p99Micros))
                        .put("kernelShare", median(list, Sample::kernelShare))
                        .put("generatorCores", median(list, Sample::generatorCores))
                        .put("good", list.stream().allMatch(Sample::good));
                ratio(cells, list).ifPresent(ratio -> server.put("ratio", ratio));
                var each = server.putArray("rounds");
                list.forEach(sample -> each.add(sample.perCpuSecond()));
            });
        });
        var idleRows = document.putArray("idle");
        idle.forEach(figures -> idleRows.addPOJO(figures));
        var slowRows = document.putArray("slow");
        slow.forEach(figures -> slowRows.addPOJO(figures));
        var said = document.putArray("remarks");
        remarks.forEach(said::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    /** Returns one line for people who watch. */
    String line(Row row) {
        var cells = samples.getOrDefault(row, Map.of());
        return row.title() + ": "
                + contestants.stream()
                        .map(one -> one.id() + " " + cell(cells, one.id()))
                        .collect(Collectors.joining(", "));
    }

    private static String cell(Map<String, List<Sample>> cells, String id) {
        var list = cells.getOrDefault(id, List.of());
        if (list.isEmpty()) {
            return "-";
        }
        var ratio =
                ratio(cells, list).map(value -> String.format(Locale.ROOT, value < 0.1 ? " (%.3f)" : " (%.2f)", value));
        var flag = list.stream().allMatch(Sample::good) ? "" : "!";
        var figure = median(list, Sample::perCpuSecond);
        return figure == 0 ? "-" + flag : number(figure) + flag + ratio.orElse("");
    }

    private static Optional<Double> ratio(Map<String, List<Sample>> cells, List<Sample> list) {
        var limit = cells.getOrDefault(LIMIT, List.of());
        var most = limit.isEmpty() ? 0 : median(limit, Sample::perCpuSecond);
        return most == 0 ? Optional.empty() : Optional.of(median(list, Sample::perCpuSecond) / most);
    }

    static double median(List<Sample> list, ToDoubleFunction<Sample> figure) {
        var sorted = list.stream().mapToDouble(figure).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String number(double value) {
        if (value >= MILLION) {
            return String.format(Locale.ROOT, "%.2fM", value / MILLION);
        }
        if (value >= 10_000) {
            return String.format(Locale.ROOT, "%.0fk", value / 1_000);
        }
        return value >= 1_000
                ? String.format(Locale.ROOT, "%.2fk", value / 1_000)
                : String.format(Locale.ROOT, "%.0f", value);
    }
}
