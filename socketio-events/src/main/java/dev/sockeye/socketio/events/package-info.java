/**
 * What sockets of a server and of a client have in common: handlers of events, their arguments, bound to types when asked,
 * answers, and the threads that handlers run on.
 */
@NullMarked
package dev.sockeye.socketio.events;

import org.jspecify.annotations.NullMarked;
