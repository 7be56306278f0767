/**
 * The Engine.IO server: sessions over polling and WebSocket, their upgrade, heartbeats and end, for revisions 3 and 4 on
 * one path; and the policy for foreign origins. {@link dev.sockeye.engineio.server.EngineServer} is where it starts.
 */
@NullMarked
package dev.sockeye.engineio.server;

import org.jspecify.annotations.NullMarked;
