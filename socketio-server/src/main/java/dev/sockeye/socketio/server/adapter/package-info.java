/**
 * What keeps rooms and carries broadcasts, for those who extend it: the contract of an adapter, what it sees of its
 * namespace, and the adapter that keeps everything in memory.
 */
@NullMarked
package dev.sockeye.socketio.server.adapter;

import org.jspecify.annotations.NullMarked;
