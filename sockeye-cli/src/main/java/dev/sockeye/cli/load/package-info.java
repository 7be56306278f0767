/**
 * The load generator: {@link dev.sockeye.cli.load.Load} puts a Socket.IO server under one kind of load and measures it.
 * Everything but the start and the end of a measurement happens on one event loop, so that the generator stays much
 * cheaper than a server: requests are encoded beforehand, and answers are compared with what is expected byte by byte
 * without being decoded.
 */
@NullMarked
package dev.sockeye.cli.load;

import org.jspecify.annotations.NullMarked;
