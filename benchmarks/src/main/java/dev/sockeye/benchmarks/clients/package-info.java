/** Measures many clients in one process, beside the official ones: see {@code benchmarks/clients}. */
@NullMarked
package dev.sockeye.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
