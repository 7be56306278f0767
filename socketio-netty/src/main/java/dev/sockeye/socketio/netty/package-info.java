/**
 * The host on Netty: {@link dev.sockeye.socketio.netty.NettyHost} listens by itself, {@link
 * dev.sockeye.socketio.netty.SockeyeHandlers} joins a pipeline that exists. Either turns HTTP into exchanges for an {@link
 * dev.sockeye.engineio.server.host.HttpHandler} and knows nothing of sessions.
 *
 * <p>Bytes become requests in a front: {@code ByteFront} with a parser of its own, which refuses whatever two parsers
 * could read differently, or {@code ObjectFront} behind Netty's codec in somebody else's pipeline. Either feeds an {@code
 * HttpConnection}, which owns the order of requests and answers, the deadlines and the end of the connection.
 */
@NullMarked
package dev.sockeye.socketio.netty;

import org.jspecify.annotations.NullMarked;
