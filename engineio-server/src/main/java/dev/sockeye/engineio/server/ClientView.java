package dev.sockeye.engineio.server;

import java.net.InetAddress;

/**
 * Is a connection as the client made it: what {@link TrustedProxies} tell of it, and what the socket tells where there
 * are none. Immutable.
 *
 * @param address the client's address
 * @param secure whether the client's connection is encrypted
 * @param host the host, and the port where it is not the scheme's own, that the client asked for; empty where it is not
 *     known
 */
public record ClientView(InetAddress address, boolean secure, String host) {}
