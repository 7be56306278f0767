package dev.sockeye.socketio.client;

import dev.sockeye.engineio.client.EngineClientOptions;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads and changes what a manager does from now on. Any thread. */
public sealed interface ManagerSettings permits Manager {
    /** Tells whether a connection that is lost, or could not be opened, is tried again. */
    default boolean reconnection() {
        return manager().reconnectionSettings().enabled();
    }

    /** Chooses whether a connection is tried again; off, an attempt that is planned is not made. */
    Manager reconnection(boolean on);

    /** Returns how often in a row a connection is tried again; {@link Integer#MAX_VALUE} for ever. */
    default int reconnectionAttempts() {
        return manager().reconnectionSettings().attempts();
    }

    /** Chooses how often in a row a connection is tried again. */
    default Manager reconnectionAttempts(int count) {
        return manager().reconnectionSettings(manager().reconnectionSettings().attempts(count));
    }

    /** Returns about how long is waited before the first attempt. */
    default Duration reconnectionDelay() {
        return manager().reconnectionSettings().delay();
    }

    /** Chooses about how long is waited before the first attempt. */
    default Manager reconnectionDelay(Duration time) {
        return manager().reconnectionSettings(manager().reconnectionSettings().delay(time));
    }

    /** Returns how long is waited at most before an attempt. */
    default Duration reconnectionDelayMax() {
        return manager().reconnectionSettings().delayMax();
    }

    /** Chooses how long is waited at most before an attempt. */
    default Manager reconnectionDelayMax(Duration time) {
        return manager().reconnectionSettings(manager().reconnectionSettings().delayMax(time));
    }

    /** Returns by which part waits are made longer or shorter at random. */
    default double randomizationFactor() {
        return manager().reconnectionSettings().randomizationFactor();
    }

    /** Chooses by which part, 0 to 1, waits are made longer or shorter at random. */
    default Manager randomizationFactor(double factor) {
        return manager().reconnectionSettings(manager().reconnectionSettings().randomizationFactor(factor));
    }

    /** Returns how long opening the connection may take; zero for ever. */
    default Duration timeout() {
        return manager().engineSetup().base().timeout();
    }

    /** Chooses how long opening the connection may take; zero for ever. */
    default Manager timeout(Duration time) {
        return engineOptions(engine -> engine.timeout(time));
    }

    /** Returns the query parameters that each request carries. */
    default Map<String, String> query() {
        return manager().engineSetup().query();
    }

    /** Chooses the query parameters from the next connection on; those of the URI are replaced too. */
    default Manager query(Map<String, String> parameters) {
        manager().engineSetup().query(parameters);
        return manager();
    }

    /**
     * Changes what the next connection is opened with: headers, for example. In a listener to {@link
     * ManagerListening#onReconnectAttempt} the change counts for the attempt that is about to be made.
     *
     * @throws IllegalArgumentException if an option is out of its range; then nothing is changed
     */
    default Manager engineOptions(UnaryOperator<EngineClientOptions.Builder> change) {
        manager().engineSetup().base(change);
        return manager();
    }

    private Manager manager() {
        return (Manager) this;
    }
}
