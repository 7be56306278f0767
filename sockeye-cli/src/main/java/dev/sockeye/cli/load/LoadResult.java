package dev.sockeye.cli.load;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Is what came of a run. Immutable.
 *
 * @param settings what the server was put through
 * @param connections how many there were
 * @param rounds what was measured, in order
 * @param verdict whether the server did what it was measured for
 * @param figures what the scenario tells besides, by name
 * @param notes sentences for people
 */
public record LoadResult(
        LoadSettings settings,
        int connections,
        List<Round> rounds,
        Verdict verdict,
        Map<String, Double> figures,
        List<String> notes) {
    /** Tells whether the server did what it was measured for. */
    public boolean good() {
        return verdict.good()
                && rounds.stream().allMatch(round -> round.operations() > 0 || settings.scenario() == Scenario.IDLE);
    }

    /** Returns the median of the rounds. */
    public double median(ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns a text for people. */
    public String text() {
        return TextResult.of(this);
    }

    /** Returns a JSON document. */
    public String json() {
        return JsonResult.of(this);
    }
}
