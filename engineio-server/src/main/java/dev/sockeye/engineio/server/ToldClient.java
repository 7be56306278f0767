package dev.sockeye.engineio.server;

/**
 * Is a connection as the client made it, and how much of that is known. Immutable.
 *
 * @param client the connection
 * @param scheme whether the trusted proxy that took it has told its scheme
 */
record ToldClient(ClientView client, boolean scheme) {}
