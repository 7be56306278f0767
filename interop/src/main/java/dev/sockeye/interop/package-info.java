/**
 * Tests with the official JavaScript clients in Node and in Chromium, with recorded exchanges, and of the architecture.
 * Not published; everything is under {@code src/test}.
 */
@NullMarked
package dev.sockeye.interop;

import org.jspecify.annotations.NullMarked;
