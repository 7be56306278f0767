package dev.sockeye.cli.connect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what is to be done with the connection. Immutable.
 *
 * @param listen the events to show; none for all
 * @param emits what to emit once connected: a line each, as it would be typed after {@code emit}
 * @param once the event to wait for, and nothing else
 * @param ackTimeout how long acknowledgements are waited for
 * @param timeout how long to wait in scripts: for the connection, for events, for acknowledgements at the end
 * @param autoAck whether events are acknowledged with nothing at once
 * @param stay whether to go on after the last line of input
 * @param json whether to print JSON lines
 * @param colour whether to print in colours
 */
public record Wishes(
        Set<String> listen,
        List<String> emits,
        Optional<String> once,
        Duration ackTimeout,
        Duration timeout,
        boolean autoAck,
        boolean stay,
        boolean json,
        boolean colour) {}
