package dev.sockeye.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells what a server is put through; made by {@link #builder}. Immutable.
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
        check(!warmUp.isNegative(), "warm-up", warmUp, ">= 0");
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
        check(rate > 0 || scenario != Scenario.SLOW, "rate", rate, "> 0 for " + scenario);
        check(connections > 1 || scenario != Scenario.SLOW, "connections", connections, "> 1 for " + scenario);
    }

    /** Returns a builder that begins with what the scenario has unless others are asked for. */
    public static Builder builder(String url, Scenario scenario) {
        return new Builder(url, scenario);
    }

    private static void check(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    /** Collects settings. Confined to one thread. */
    public static final class Builder {
        private final String url;
        private final Scenario scenario;

        private String path = "/socket.io";
        private int eio = 4;
        private Route route = Route.WEBSOCKET;
        private int connections;
        private int window;
        private int size;
        private double rate;
        private int roomSize = 10;
        private double slowShare = 0.01;
        private int opening = 100;
        private Duration warmUp = Duration.ofSeconds(2);
        private Duration round = Duration.ofSeconds(5);
        private int rounds = 3;
        private OptionalLong serverPid = OptionalLong.empty();
        private EventNames names = EventNames.of(Map.of());

        private Builder(String url, Scenario scenario) {
            this.url = url;
            this.scenario = scenario;
            connections = scenario.connections();
            window = scenario.window();
            size = scenario == Scenario.OBJECT || scenario == Scenario.RECORD ? 256 : 16;
            rate = scenario == Scenario.SLOW ? 200 : 0;
        }

        /** Sets the path of Socket.IO there; /socket.io by default. */
        public Builder path(String path) {
            this.path = path;
            return this;
        }

        /** Sets the revision of Engine.IO that clients speak, 3 or 4; 4 by default. */
        public Builder eio(int eio) {
            this.eio = eio;
            return this;
        }

        /** Sets how sessions come to be; a WebSocket at once by default. */
        public Builder route(Route route) {
            this.route = route;
            return this;
        }

        /** Sets how many connections there are at once; by default what the scenario has. */
        public Builder connections(int connections) {
            this.connections = connections;
            return this;
        }

        /** Sets how many messages each sender has under way; by default what the scenario has. */
        public Builder window(int window) {
            this.window = window;
            return this;
        }

        /** Sets the bytes of what is sent in a message; 16 by default, 256 for objects and records. */
        public Builder size(int size) {
            this.size = size;
            return this;
        }

        /** Sets messages a second over all connections; 200 for slow receivers, else 0 by default. */
        public Builder rate(double rate) {
            this.rate = rate;
            return this;
        }

        /** Sets the members of each room; 10 by default. */
        public Builder roomSize(int roomSize) {
            this.roomSize = roomSize;
            return this;
        }

        /** Sets which part of the receivers does not read; a hundredth by default. */
        public Builder slowShare(double slowShare) {
            this.slowShare = slowShare;
            return this;
        }

        /** Sets how many handshakes are under way at once; 100 by default. */
        public Builder opening(int opening) {
            this.opening = opening;
            return this;
        }

        /** Sets the time before the first round; 2 s by default. */
        public Builder warmUp(Duration warmUp) {
            this.warmUp = warmUp;
            return this;
        }

        /** Sets the time of a round; 5 s by default. */
        public Builder round(Duration round) {
            this.round = round;
            return this;
        }

        /** Sets how many rounds are measured; 3 by default. */
        public Builder rounds(int rounds) {
            this.rounds = rounds;
            return this;
        }

        /** Sets the process whose time and memory are read; none by default. */
        public Builder serverPid(long pid) {
            serverPid = OptionalLong.of(pid);
            return this;
        }

        /** Sets the names of events; the usual ones by default. */
        public Builder names(EventNames names) {
            this.names = names;
            return this;
        }

        /**
         * Returns the settings.
         *
         * @throws IllegalArgumentException if one is out of its range, or two do not go together
         */
        public LoadSettings build() {
            return new LoadSettings(
                    url,
                    path,
                    eio,
                    scenario,
                    route,
                    connections,
                    window,
                    size,
                    rate,
                    roomSize,
                    slowShare,
                    opening,
                    warmUp,
                    round,
                    rounds,
                    serverPid,
                    names);
        }
    }
}
