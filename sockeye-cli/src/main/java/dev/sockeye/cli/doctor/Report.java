package dev.sockeye.cli.doctor;

import java.util.List;
import java.util.Optional;

/**
 * Is what a visit came to. Immutable.
 *
 * @param target what was looked at
 * @param entries the checks in order
 */
public record Report(Target target, List<Entry> entries) {
    /** Copies the checks. */
    public Report {
        entries = List.copyOf(entries);
    }

    /**
     * Is one check and what it came to.
     *
     * @param id the check's name for machines
     * @param title what was looked at
     * @param finding what it came to
     */
    record Entry(String id, String title, Finding finding) {}

    /** Returns whether something is wrong. */
    public boolean failed() {
        return cause().isPresent();
    }

    /** Returns the most probable cause: checks stand in the order of cause and effect. */
    Optional<Entry> cause() {
        return entries.stream()
                .filter(entry -> entry.finding().mark() == Mark.FAIL)
                .findFirst();
    }

    long count(Mark mark) {
        return entries.stream().filter(entry -> entry.finding().mark() == mark).count();
    }

    /** Returns the report for people. */
    public String text(boolean unicode, boolean colour) {
        return new TextReport(this, unicode, colour).toString();
    }

    /** Returns the report as one JSON document. */
    public String json() {
        return JsonReport.of(this);
    }
}
