/** What the tests of several modules share: vectors, raw HTTP and WebSocket peers, Node processes. Not published. */
@NullMarked
package dev.sockeye.testkit;

import org.jspecify.annotations.NullMarked;
