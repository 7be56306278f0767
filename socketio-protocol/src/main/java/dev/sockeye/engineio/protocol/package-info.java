/**
 * Engine.IO on the wire, revisions 3 and 4: packets, the frames and polling payloads that carry them, the handshake,
 * JSONP and the WebTransport stream framing. Everything here is pure: bytes in, a value or a {@link
 * dev.sockeye.engineio.protocol.EngineProtocolException} out; no I/O, no thread, no clock.
 */
@NullMarked
package dev.sockeye.engineio.protocol;

import org.jspecify.annotations.NullMarked;
