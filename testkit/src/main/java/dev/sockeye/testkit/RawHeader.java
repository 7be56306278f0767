package dev.sockeye.testkit;

/** A header line as it stood on the wire, without the blanks around its value. */
public record RawHeader(String name, String value) {}
