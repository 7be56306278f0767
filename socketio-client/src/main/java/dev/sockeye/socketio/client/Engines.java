package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.Engine;
import dev.sockeye.engineio.client.EngineClient;
import dev.sockeye.engineio.client.EngineClientOptions;
import dev.sockeye.engineio.client.EngineListener;
import dev.sockeye.engineio.client.Lane;
import java.net.URI;

/** Opens connections and lends lanes. Thread-safe. */
interface Engines {
    /** Lends a lane, which lives until it is given back. */
    Lease lease();

    /** Begins to connect, on a lane that is lent. */
    Engine open(Lane lane, URI uri, EngineClientOptions options, EngineListener listener);

    /** Is a lane that is lent. */
    interface Lease {
        Lane lane();

        /** Gives the lane back. */
        void end();
    }

    /** Opens real connections. */
    static Engines of(EngineClient client) {
        return new Engines() {
            @Override
            public Lease lease() {
                var lease = client.lease();
                return new Lease() {
                    @Override
                    public Lane lane() {
                        return lease.lane();
                    }

                    @Override
                    public void end() {
                        lease.close();
                    }
                };
            }

            @Override
            public Engine open(Lane lane, URI uri, EngineClientOptions options, EngineListener listener) {
                return client.open(lane, uri, options, listener);
            }
        };
    }
}
