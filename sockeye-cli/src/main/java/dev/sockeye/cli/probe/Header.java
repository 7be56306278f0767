package dev.sockeye.cli.probe;

/**
 * Is one header line.
 *
 * @param name the name as it was written
 * @param value the value without the space around it
 */
public record Header(String name, String value) {}
