package dev.sockeye.cli.doctor;

/**
 * Is something to change.
 *
 * @param where whose configuration: Sockeye, Node, nginx, client or anybody's
 * @param text what to change; {@code {origin}} and the like stand for the case at hand
 */
record Fix(String where, String text) {}
