package dev.sockeye.socketio.netty;

import org.jspecify.annotations.Nullable;

/**
 * Is a part of serving a request that comes when the part before has returned, rather than within it. A request would
 * else be one nest of calls, and compilers compile each level of such a nest with all that is below it: a server that
 * has just started would spend most of its time on that.
 */
@FunctionalInterface
interface Step {
    /** Does this part; returns the next one, or null for none. */
    @Nullable
    Step take();

    /** Takes a step and all that follow. */
    static void run(@Nullable Step first) {
        for (var step = first; step != null; ) {
            step = step.take();
        }
    }
}
