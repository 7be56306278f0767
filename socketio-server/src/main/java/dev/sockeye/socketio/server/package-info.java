/**
 * The Socket.IO server as applications see it: the server, its namespaces, the sockets in them, events, acknowledgements,
 * rooms and broadcasts. Builds on the Engine.IO server, which carries the messages; what a client's connection is and how
 * it joins namespaces stays inside.
 *
 * <p>Methods may be called from any thread and never block. Handlers run on the handler executor, those of one socket one
 * after the other.
 */
@NullMarked
package dev.sockeye.socketio.server;

import org.jspecify.annotations.NullMarked;
