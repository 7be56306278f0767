/**
 * Servers to compare: Sockeye itself, and two on bare Netty that answer with the same bytes without being Socket.IO
 * servers, so that they show what the network and Netty cost.
 */
@NullMarked
package dev.sockeye.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
