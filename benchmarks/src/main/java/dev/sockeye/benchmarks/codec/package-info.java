/** Measures the codecs with JMH: packets of both generations, bodies of polling, WebSocket frames. */
@NullMarked
package dev.sockeye.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
