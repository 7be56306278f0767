/**
 * The seam to HTTP. A host (Netty, a servlet container, a test) hands each request to an {@link
 * dev.sockeye.engineio.server.host.HttpHandler} and provides the small interfaces here; the engine knows nothing else of
 * the network.
 */
@NullMarked
package dev.sockeye.engineio.server.host;

import org.jspecify.annotations.NullMarked;
