/**
 * Socket.IO on the wire, revisions 4 and 5: packets, the JSON and MessagePack parsers, binary attachments, and arguments
 * that stay encoded until somebody asks for a type. Pure: no I/O, no thread, no clock.
 */
@NullMarked
package dev.sockeye.socketio.protocol;

import org.jspecify.annotations.NullMarked;
