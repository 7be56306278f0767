/**
 * A client for looking at servers: HTTP/1.1, TLS and WebSocket over blocking sockets. It sends exactly the headers it is
 * given, shows answers as they came (each header, in order, also twice), and bounds everything that a peer controls: bytes,
 * counts and time.
 */
@NullMarked
package dev.sockeye.cli.probe;

import org.jspecify.annotations.NullMarked;
