package dev.sockeye.cli.load;

import org.jspecify.annotations.Nullable;

/** Is a session that has joined the namespace. Confined to the event loop. */
abstract class Client {
    private @Nullable Stamps stamps;
    private @Nullable Group group;

    /** How many messages to its group, or to all where it is a slow one, have come. */
    long received;

    /** Sets what is sent from now on. */
    abstract void use(RequestStream stream);

    /** Sends the next messages; they leave at the next flush. */
    abstract void send(int count);

    abstract void flush();

    /** Sends a Socket.IO packet as it stands. */
    abstract void sendRaw(String packet);

    /** Stops or resumes reading. */
    abstract void reading(boolean on);

    /** Sends a heartbeat of revision 3. */
    abstract void ping();

    /** Ends the session as a client does that goes; the listener is not told. */
    abstract void leave();

    /** Ends the connection as a network does that fails; the listener is not told. */
    abstract void cut();

    /** Tells whether the connection is no more. */
    abstract boolean gone();

    Stamps stamps() {
        if (stamps == null) {
            stamps = new Stamps();
        }
        return stamps;
    }

    @Nullable
    Group group() {
        return group;
    }

    void group(Group of) {
        group = of;
    }
}
