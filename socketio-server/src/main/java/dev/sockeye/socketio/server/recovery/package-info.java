/** What an application says and learns about connection state recovery: options, outcomes, figures. */
@NullMarked
package dev.sockeye.socketio.server.recovery;

import org.jspecify.annotations.NullMarked;
