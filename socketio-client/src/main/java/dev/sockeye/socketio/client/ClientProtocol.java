package dev.sockeye.socketio.client;

/** Lists which revision of the protocol a client speaks. */
public enum ClientProtocol {
    /** Protocol 4 over Engine.IO 3: servers of 2.x and older. */
    V4,
    /** Protocol 5 over Engine.IO 4: servers of 3.x and 4.x. The default. */
    V5,
    /**
     * What the server speaks: 5, and where the server does not understand it, 4. What a server was found to speak is
     * remembered by the client that found out.
     */
    AUTO
}
