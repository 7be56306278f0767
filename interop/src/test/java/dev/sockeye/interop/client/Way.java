package dev.sockeye.interop.client;

import dev.sockeye.socketio.client.ClientOptions;
import dev.sockeye.socketio.client.ClientOptionsBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** Is a server and how it is reached. */
record Way(Target target, Transport transport) {
    /** Names the transports that a connection begins with and ends up on. */
    enum Transport {
        POLLING,
        WEBSOCKET,
        UPGRADE;

        String[] names() {
            return switch (this) {
                case POLLING -> new String[] {"polling"};
                case WEBSOCKET -> new String[] {"websocket"};
                case UPGRADE -> new String[] {"polling", "websocket"};
            };
        }

        String last() {
            return this == POLLING ? "polling" : "websocket";
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
                .transports(transport.names())
                .reconnectionDelay(Duration.ofMillis(50))
                .reconnectionDelayMax(Duration.ofMillis(300));
    }

    @Override
    public String toString() {
        return target + " by " + transport;
    }
}
