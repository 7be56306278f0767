package dev.sockeye.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells what a server is put through. Immutable.
 *
 * @param url the server, such as http://127.0.0.1:3000
 * @param path the path of Socket.IO there
 * @param eio the revision of Engine.IO that clients speak, 3 or 4
 * @param scenario the kind of load
 * @param route how sessions come to be
 * @param connections how many there are at once
 * @param window how many messages each sender has under way
 * @param size bytes of what is sent in a message
 * @param rate messages a second over all connections, at times that don't depend on answers; 0 sends when answers come
 * @param roomSize members of each room
 * @param slowShare which part of the receivers does not read, from 0 to 1
 * @param opening how many handshakes are under way at once
 * @param warmUp time before the first round
 * @param round time of a round
 * @param rounds how many are measured
 * @param serverPid the process that serves, if its time and memory are to be read
 * @param names names of events
 */
public record LoadSettings(
        String url,
        String path,
        int eio,
        Scenario scenario,
        Route route,
        int connections,
        int window,
        int size,
        double rate,
        int roomSize,
        double slowShare,
        int opening,
        Duration warmUp,
        Duration round,
        int rounds,
        OptionalLong serverPid,
        EventNames names) {
    private static final int MOST_CONNECTIONS = 1_000_000;
    private static final int MOST_WINDOW = 4_096;
    private static final int MOST_BYTES = 64 << 20;

    /** Checks what does not go together. */
    public LoadSettings {
        check(eio == 3 || eio == 4, "eio", eio, "3 or 4");
        check(connections > 0 && connections <= MOST_CONNECTIONS, "connections", connections, "1 to 1000000");
        check(window > 0 && window <= MOST_WINDOW, "window", window, "1 to 4096");
        check(size > 0 && (long) size * window <= MOST_BYTES, "size", size, "> 0, times window 64 MiB at most");
        check(rate >= 0 && rate <= 10_000_000, "rate", rate, "0 to 10000000");
        check(roomSize > 0, "room size", roomSize, "> 0");
        check(slowShare >= 0 && slowShare < 1, "slow share", slowShare, "0 to 1");
        check(opening > 0, "opening", opening, "> 0");
        check(rounds > 0 && rounds <= 1_000, "rounds", rounds, "1 to 1000");
        check(!round.isNegative() && !round.isZero(), "round", round, "> 0");
        if (route == Route.POLLING) {
            check(
                    scenario == Scenario.HANDSHAKE || (scenario.echoes() && scenario != Scenario.BINARY && rate == 0),
                    "transport",
                    route,
                    "websocket or upgrade for scenario " + scenario + (rate > 0 ? " at a rate" : ""));
        }
        check(rate == 0 || scenario.echoes() || scenario == Scenario.SLOW, "rate", rate, "0 for " + scenario);
    }

    /** Returns the settings that a scenario has unless others are asked for. */
    public static LoadSettings of(String url, Scenario scenario) {
        return new LoadSettings(
                url,
                "/socket.io",
                4,
                scenario,
                Route.WEBSOCKET,
                scenario.connections(),
                scenario.window(),
                scenario == Scenario.OBJECT || scenario == Scenario.RECORD ? 256 : 16,
                scenario == Scenario.SLOW ? 200 : 0,
                10,
                0.01,
                100,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                3,
                OptionalLong.empty(),
                EventNames.of(Map.of()));
    }

    private static void check(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
