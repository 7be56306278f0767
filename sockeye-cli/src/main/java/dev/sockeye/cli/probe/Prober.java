package dev.sockeye.cli.probe;

import java.net.InetAddress;
import java.time.Duration;

/** Asks one server, on a new connection each time. Thread-safe. */
public final class Prober {
    private final Endpoint endpoint;
    private final InetAddress address;
    private final Tls tls;
    private final Duration patience;

    /**
     * Asks the server at an address.
     *
     * @param patience the time that each question may take, from connecting to the answer's end
     */
    public Prober(Endpoint endpoint, InetAddress address, Tls tls, Duration patience) {
        this.endpoint = endpoint;
        this.address = address;
        this.tls = tls;
        this.patience = patience;
    }

    /**
     * Connects, and does nothing else.
     *
     * @throws ProbeException if that is not possible
     */
    public void connect() {
        Wire.open(new Endpoint(false, endpoint.host(), endpoint.port()), address, tls, patience)
                .close();
    }

    /**
     * Sends a request and reads the answer.
     *
     * @throws ProbeException if there is none
     */
    public Answer ask(Request request) {
        return ask(request, patience, () -> {});
    }

    /**
     * Sends a request and reads the answer, with a patience of its own.
     *
     * @param sent is run between the two
     * @throws ProbeException if there is none
     */
    public Answer ask(Request request, Duration longer, Runnable sent) {
        try (var wire = Wire.open(endpoint, address, tls, longer)) {
            wire.write(request.bytes());
            sent.run();
            return new HttpReader(wire).read();
        }
    }

    /**
     * Asks for a WebSocket.
     *
     * @throws ProbeException if there is no answer
     */
    public Handshake webSocket(Request request) {
        var wire = Wire.open(endpoint, address, tls, patience);
        try {
            wire.write(request.bytes());
            return Handshake.of(new HttpReader(wire).read(), request, wire);
        } catch (ProbeException e) {
            wire.close();
            throw e;
        }
    }
}
