/**
 * What makes several nodes behave as one, over any carrier: the messages that nodes send each other, their encodings, the
 * adapters that speak them, and a cluster within one process.
 */
@NullMarked
package dev.sockeye.socketio.server.adapter.cluster;

import org.jspecify.annotations.NullMarked;
