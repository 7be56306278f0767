/**
 * Marks the methods of plain objects as handlers; {@code register} of the server, a namespace or a socket finds them. What
 * their parameters may be is said at each annotation; methods need not be public.
 */
@NullMarked
package dev.sockeye.socketio.server.annotation;

import org.jspecify.annotations.NullMarked;
