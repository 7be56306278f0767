/**
 * What everything on Netty shares, server, client and load generator: the frame codec of RFC 6455 with compression by RFC
 * 7692, TLS contexts, event loops. Knows neither HTTP nor sessions; Netty's own WebSocket codec is not used, because its
 * objects per frame and hops between handlers cost more than half of the throughput.
 */
@NullMarked
package dev.sockeye.engineio.netty;

import org.jspecify.annotations.NullMarked;
