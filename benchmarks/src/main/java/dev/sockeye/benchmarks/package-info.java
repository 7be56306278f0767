/** Measures servers side by side: starts them, puts each under the same load in turn, and compares. */
@NullMarked
package dev.sockeye.benchmarks;

import org.jspecify.annotations.NullMarked;
