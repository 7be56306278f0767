package dev.sockeye.benchmarks;

import dev.sockeye.cli.load.LoadSettings;
import dev.sockeye.cli.load.Route;
import dev.sockeye.cli.load.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * Is a line of the table: one kind of load.
 *
 * @param id a short name
 * @param title what it is called in the table
 * @param quick whether it belongs to the quick mode
 */
record Row(
        String id,
        String title,
        boolean quick,
        Scenario scenario,
        Route route,
        int connections,
        int window,
        int size,
        double rate) {
    static final List<Row> ALL = List.of(
            echo("echo-16", "echo 16 B, 50 connections, 16 in flight", true, Scenario.ECHO, 50, 16, 16),
            echo("echo-1k", "echo 1 KiB, 50 connections, 16 in flight", true, Scenario.ECHO, 50, 16, 1_024),
            echo("echo-64k", "echo 64 KiB, 10 connections, 2 in flight", false, Scenario.ECHO, 10, 2, 65_536),
            echo("ack-16", "ack 16 B, 50 connections, 16 in flight", false, Scenario.ACK, 50, 16, 16),
            echo("ack-1k", "ack 1 KiB, 50 connections, 16 in flight", false, Scenario.ACK, 50, 16, 1_024),
            echo("ack-64k", "ack 64 KiB, 10 connections, 2 in flight", false, Scenario.ACK, 10, 2, 65_536),
            echo("object", "echo of a JSON object of 256 B, untouched", false, Scenario.OBJECT, 50, 16, 256),
            echo("record", "echo of the same object, bound to a record", true, Scenario.RECORD, 50, 16, 256),
            echo("binary-1k", "echo of 1 KiB binary, 16 in flight", false, Scenario.BINARY, 50, 16, 1_024),
            new Row("upgraded", "echo 16 B in upgraded sessions", false, Scenario.ECHO, Route.UPGRADE, 50, 16, 16, 0),
            new Row("paced", "echo 16 B at 5,000/s", true, Scenario.ECHO, Route.WEBSOCKET, 50, 1, 16, 5_000),
            echo("broadcast-16", "broadcast 16 B to 1,000", true, Scenario.BROADCAST, 1_000, 1, 16),
            echo("broadcast-100", "broadcast 16 B to 100", false, Scenario.BROADCAST, 100, 1, 16),
            echo("broadcast-5000", "broadcast 16 B to 5,000", false, Scenario.BROADCAST, 5_000, 1, 16),
            echo("broadcast-1k", "broadcast 1 KiB to 1,000, 4 in flight", false, Scenario.BROADCAST, 1_000, 4, 1_024),
            echo("broadcast-w16", "broadcast 16 B to 1,000, 16 in flight", false, Scenario.BROADCAST, 1_000, 16, 16),
            echo("rooms", "16 B to 100 rooms of 10", false, Scenario.ROOM, 1_000, 1, 16),
            new Row("polling", "echo 16 B over polling, 4 in flight", true, Scenario.ECHO, Route.POLLING, 50, 4, 16, 0),
            echo("handshake", "handshakes, WebSocket", true, Scenario.HANDSHAKE, 50, 1, 16),
            new Row("handshake-polling", "handshakes, polling", true, Scenario.HANDSHAKE, Route.POLLING, 50, 1, 16, 0),
            echo("storm", "5,000 connections lost and opened again", false, Scenario.STORM, 5_000, 1, 16));

    static Row named(String id) {
        return ALL.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    private static Row echo(
            String id, String title, boolean quick, Scenario scenario, int connections, int window, int size) {
        return new Row(id, title, quick, scenario, Route.WEBSOCKET, connections, window, size, 0);
    }

    /** Returns what the generator is to do for one round, of settings that name the server and the scenario. */
    LoadSettings settings(LoadSettings.Builder begun, Duration warmUp, Duration round) {
        return begun.route(route)
                .connections(connections)
                .window(window)
                .size(size)
                .rate(rate)
                .warmUp(warmUp)
                .round(round)
                .rounds(1)
                .build();
    }
}
