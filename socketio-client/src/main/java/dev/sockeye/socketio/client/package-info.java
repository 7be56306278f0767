/**
 * Speaks Socket.IO as a client, with servers of 2.x and of 3.x and 4.x: namespaces over one connection that comes back by
 * itself. Start at {@link dev.sockeye.socketio.client.SocketIoClient}.
 */
@NullMarked
package dev.sockeye.socketio.client;

import org.jspecify.annotations.NullMarked;
