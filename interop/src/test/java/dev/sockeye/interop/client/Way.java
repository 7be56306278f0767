package dev.sockeye.interop.client;

import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.ClientOptionsBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Is a server and how it is reached. */
record Way(Target target, Transport transport) {
    /** Names the transports that a connection begins with and ends up on. */
    enum Transport {
        POLLING("polling"),
        WEBSOCKET("websocket"),
        UPGRADE("polling", "websocket");

        private final List<String> names;

        Transport(String... names) {
            this.names = List.of(names);
        }

        String last() {
            return names.get(names.size() - 1);
        }
    }

    static Stream<Way> all() {
        return Arrays.stream(Target.values())
                .flatMap(target -> Arrays.stream(Transport.values()).map(transport -> new Way(target, transport)));
    }

    static Stream<Way> recovering() {
        return all().filter(way -> way.target.recovers());
    }

    /** Makes options with short waits, so that tests that lose connections do not take long. */
    ClientOptionsBuilder options() {
        return ClientOptions.builder()
                .protocol(target.protocol())
                .transports(transport.names.toArray(String[]::new))
                .reconnectionDelay(Duration.ofMillis(50))
                .reconnectionDelayMax(Duration.ofMillis(300));
    }

    @Override
    public String toString() {
        return target + " by " + transport;
    }
}
