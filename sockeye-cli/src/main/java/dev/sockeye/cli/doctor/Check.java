package dev.sockeye.cli.doctor;

import java.util.Set;

/** Looks at one thing. Confined to the thread of the visit. */
interface Check {
    /** Returns a name for machines, which stays. */
    String id();

    /** Returns what is looked at, in a word or two. */
    String title();

    /** Returns without what there is nothing to look at. */
    Set<Need> needs();

    /**
     * Looks at it.
     *
     * @throws dev.sockeye.cli.probe.ProbeException if the server does not answer
     */
    Finding look(Visit visit);
}
